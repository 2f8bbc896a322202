package org.openx400.mta.cli.decode;

import java.io.PrintWriter;
import org.openx400.mta.octets.DecodeException;

/** The text as it grows: one line per value, with its octet offset and indented by its depth; its length is bounded. */
final class Report {
    private static final int MAX_LINES = 200_000;

    private final PrintWriter out;
    private int lines;
    private boolean faulty;

    Report(PrintWriter out) {
        this.out = out;
    }

    void line(int offset, int depth, String text) {
        if (lines < MAX_LINES) {
            out.printf("%6d  %s%s%n", offset, "  ".repeat(depth), text);
        } else if (lines == MAX_LINES) {
            out.println("        (cut off after " + MAX_LINES + " lines)");
        }
        lines++;
    }

    /** Something that is not what it should be. */
    void fault(int depth, DecodeException fault) {
        fault(fault.offset(), depth, String.valueOf(fault.getMessage()));
    }

    void fault(int offset, int depth, String text) {
        faulty = true;
        line(offset, depth, "!! " + text);
    }

    boolean isFaulty() {
        return faulty;
    }
}
