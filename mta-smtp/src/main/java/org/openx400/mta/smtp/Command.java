package org.openx400.mta.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.openx400.mta.octets.Octets;

/**
 * A command line.
 *
 * @param verb in capitals
 * @param argument what follows the first space, without spaces at its end; may be empty
 */
record Command(String verb, String argument) {
    private static final Set<String> KNOWN = Set.of(
            "EHLO",
            "HELO",
            "MAIL",
            "RCPT",
            "DATA",
            "RSET",
            "NOOP",
            "VRFY",
            "HELP",
            "STARTTLS",
            "AUTH",
            "QUIT",
            "EXPN",
            "ETRN",
            "TURN",
            "BDAT",
            "GET",
            "POST",
            "PUT",
            "CONNECT",
            "HEAD",
            "OPTIONS");

    /** @throws SyntaxException if it is not of printable characters in UTF-8 */
    static Command of(Octets line) throws SyntaxException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException(SmtpReply.of(500, "5.5.2", "Command is neither ASCII nor UTF-8"));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new SyntaxException(SmtpReply.of(500, "5.5.2", "Command has a control character"));
        }
        text = text.stripTrailing(); // 4.1.1: trailing spaces are tolerated
        int space = text.indexOf(' ');
        return space < 0
                ? new Command(text.toUpperCase(Locale.ROOT), "")
                : new Command(
                        text.substring(0, space).toUpperCase(Locale.ROOT),
                        text.substring(space + 1).strip());
    }

    /**
     * As the protocol log may have it: what AUTH brings is a password, and so may be a line that is no command, of a client
     * that did not wait for the answer to its AUTH.
     */
    String redacted() {
        if (!KNOWN.contains(verb)) {
            return "***";
        }
        if (verb.equals("AUTH")) {
            int space = argument.indexOf(' ');
            return space < 0 ? verb + " " + argument : verb + " " + argument.substring(0, space) + " ***";
        }
        return argument.isEmpty() ? verb : verb + " " + argument;
    }
}
