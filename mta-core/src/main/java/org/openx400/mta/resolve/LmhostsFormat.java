package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/**
 * The LMHOSTS file of LAN Manager and Windows. For each name the first line counts, those with {@code #PRE} before the
 * others; lines with {@code #MH} give one name several addresses. {@code #DOM:} says what else a host is, which does not
 * matter here. {@code #INCLUDE} reads another file; of those between {@code #BEGIN_ALTERNATE} and {@code #END_ALTERNATE}
 * the first that can be read. A file that cannot be included, or a line that is none, is an event and is passed over.
 */
final class LmhostsFormat implements FileSource.Format {
    private static final int DEEPEST_INCLUDE = 8;
    private static final int MOST_ENTRIES = 100_000;

    /** Address, name or quoted name (whose 16th octet may be written out), keywords or comment. */
    private static final Pattern ENTRY = Pattern.compile("(\\S+)\\s+(?:\"([^\"]*)\"|([^\\s\"#]+))\\s*(#.*)?");

    private static final Pattern KIND_OF_NAME = Pattern.compile("\\s*\\\\0x([0-9A-Fa-f]{2})$");

    private final EventLog events;

    private record Entry(String name, InetAddress address, boolean preloaded, boolean multihomed) {}

    LmhostsFormat(EventLog events) {
        this.events = events;
    }

    @Override
    public NameTable read(Path file, WatchedFiles files) throws IOException {
        List<Entry> entries = new ArrayList<>();
        read(file, files, entries, 0);
        NameTable table = new NameTable();
        addAll(entries.stream().filter(Entry::preloaded).toList(), table);
        addAll(entries.stream().filter(entry -> !entry.preloaded()).toList(), table);
        return table;
    }

    private static void addAll(List<Entry> entries, NameTable table) {
        for (Entry entry : entries) {
            if (entry.multihomed() || !table.has(entry.name())) {
                table.add(entry.name(), entry.address());
            }
        }
    }

    private void read(Path file, WatchedFiles files, List<Entry> entries, int depth) throws IOException {
        if (depth > DEEPEST_INCLUDE) {
            throw new IOException(file + " is included more than " + DEEPEST_INCLUDE + " deep");
        }
        Iterator<String> lines = files.lines(file).iterator();
        while (lines.hasNext()) {
            String line = lines.next().strip();
            String keyword = line.toUpperCase(Locale.ROOT);
            if (keyword.startsWith("#BEGIN_ALTERNATE")) {
                readFirst(alternatives(lines), file, files, entries, depth);
            } else if (keyword.startsWith("#INCLUDE")) {
                readFirst(List.of(included(line)), file, files, entries, depth);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                readEntry(line, file, entries);
            }
        }
    }

    private static List<String> alternatives(Iterator<String> lines) {
        List<String> alternatives = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next().strip();
            String keyword = line.toUpperCase(Locale.ROOT);
            if (keyword.startsWith("#END_ALTERNATE")) {
                break;
            }
            if (keyword.startsWith("#INCLUDE")) {
                alternatives.add(included(line));
            }
        }
        return alternatives;
    }

    private static String included(String line) {
        return line.substring("#INCLUDE".length()).strip();
    }

    private void readFirst(List<String> names, Path from, WatchedFiles files, List<Entry> entries, int depth) {
        for (String name : names) {
            if (name.startsWith("\\\\")) {
                tell(from, "it includes " + name + ", a share, which can be read only when mounted");
                continue;
            }
            try {
                read(from.resolveSibling(name), files, entries, depth + 1);
                return;
            } catch (IOException | java.nio.file.InvalidPathException e) {
                tell(from, "what it includes cannot be read: " + e.getMessage());
            }
        }
    }

    private void readEntry(String line, Path file, List<Entry> entries) {
        Matcher fields = ENTRY.matcher(line);
        if (!fields.matches() || entries.size() >= MOST_ENTRIES) {
            tell(file, "a line is passed over: " + NameChain.printable(line));
            return;
        }
        String name = fields.group(3);
        if (name == null) {
            Matcher kind = KIND_OF_NAME.matcher(fields.group(2));
            boolean another = kind.find() && Integer.parseInt(kind.group(1), 16) != 0;
            if (another) {
                return;
            }
            name = kind.replaceFirst("").strip();
        }
        String keywords = fields.group(4) == null ? "" : fields.group(4).toUpperCase(Locale.ROOT);
        try {
            entries.add(new Entry(
                    name,
                    CidrBlock.parseAddress(fields.group(1)),
                    keywords.contains("#PRE"),
                    keywords.contains("#MH")));
        } catch (IllegalArgumentException e) {
            tell(file, "a line is passed over, which " + e.getMessage());
        }
    }

    private void tell(Path file, String why) {
        Event.of(EventId.NAME_FILE_FAULTY).with("file", file).with("why", why).to(events);
    }
}
