package org.openx400.mta.smtp.host;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.event.LineLog;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Octets;

/** What is said on SMTP connections, line by line: {@code <} from the peer, {@code >} to it. Passwords are left out before. */
public final class ProtocolLog {
    /** Nothing is logged. */
    public static final ProtocolLog OFF = new ProtocolLog(SmtpConnector.ProtocolLog.OFF, null);

    private final SmtpConnector.ProtocolLog level;
    private final @Nullable LineLog lines;

    private ProtocolLog(SmtpConnector.ProtocolLog level, @Nullable LineLog lines) {
        this.level = level;
        this.lines = lines;
    }

    public static ProtocolLog to(LineLog lines, SmtpConnector.ProtocolLog level) {
        return new ProtocolLog(level, lines);
    }

    /** For one connection. */
    Voice of(String connection, PeerSocket socket) {
        return new Voice(connection + " " + text(socket) + " ");
    }

    private static String text(PeerSocket socket) {
        return socket.localAddress().getAddress().getHostAddress() + ":"
                + socket.localAddress().getPort() + " "
                + socket.remoteAddress().getAddress().getHostAddress() + ":"
                + socket.remoteAddress().getPort();
    }

    /** The lines of one connection. */
    final class Voice {
        private final String prefix;

        private Voice(String prefix) {
            this.prefix = prefix;
        }

        void in(String line) {
            log(SmtpConnector.ProtocolLog.COMMANDS, "< ", line);
        }

        void out(String line) {
            log(SmtpConnector.ProtocolLog.COMMANDS, "> ", line);
        }

        /** What happens to the connection. */
        void note(String line) {
            log(SmtpConnector.ProtocolLog.COMMANDS, "= ", line);
        }

        void contentIn(Octets content) {
            content(content, "< ");
        }

        void contentOut(Octets content) {
            content(content, "> ");
        }

        private void content(Octets content, String direction) {
            if (level == SmtpConnector.ProtocolLog.FULL) {
                content.toText(StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> log(SmtpConnector.ProtocolLog.FULL, direction, line));
            }
        }

        private void log(SmtpConnector.ProtocolLog needed, String direction, String line) {
            if (lines != null && level.compareTo(needed) >= 0) {
                lines.log(prefix + direction + line);
            }
        }
    }
}
