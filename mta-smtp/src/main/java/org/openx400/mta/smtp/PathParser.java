package org.openx400.mta.smtp;

import java.util.regex.Pattern;

/** Reads reverse-paths and forward-paths, RFC 5321 4.1.2 with the UTF-8 of RFC 6531 3.3. */
final class PathParser {
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+";
    private static final Pattern DOT_STRING = Pattern.compile(ATEXT + "(?:\\." + ATEXT + ")*");
    private static final String LABEL =
            "[A-Za-z0-9_\\x{80}-\\x{10FFFF}](?:[A-Za-z0-9_\\x{80}-\\x{10FFFF}-]*[A-Za-z0-9_\\x{80}-\\x{10FFFF}])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*\\.?");
    private static final Pattern LITERAL = Pattern.compile("\\[[!-Z^-~]+]");
    private static final Pattern SOURCE_ROUTE = Pattern.compile("@[^:\"]*:");

    /** RFC 5321 4.5.3.1.1 has 64; addresses that encapsulate O/R addresses are longer (RFC 2156 4.1). */
    private static final int LONGEST_LOCAL_PART = 512;

    /** RFC 5321 4.5.3.1.2. */
    private static final int LONGEST_DOMAIN = 255;

    private PathParser() {}

    static boolean isDotString(String localPart) {
        return DOT_STRING.matcher(localPart).matches();
    }

    /** @param text between the angle brackets of a forward-path */
    static MailPath forward(String text) {
        if (text.equalsIgnoreCase("postmaster")) { // 4.5.1
            return new MailPath(text, "");
        }
        return mailbox(withoutSourceRoute(text));
    }

    /** @param text between the angle brackets of a reverse-path */
    static MailPath reverse(String text) {
        return text.isEmpty() ? MailPath.NULL : mailbox(withoutSourceRoute(text));
    }

    /** RFC 5321 Appendix C: source routes are accepted and ignored. */
    private static String withoutSourceRoute(String text) {
        return SOURCE_ROUTE.matcher(text).lookingAt() ? text.substring(text.indexOf(':') + 1) : text;
    }

    static MailPath mailbox(String text) {
        int at = text.startsWith("\"") ? endOfQuoted(text) : text.lastIndexOf('@');
        if (at < 0 || at >= text.length() || text.charAt(at) != '@') {
            throw new IllegalArgumentException("a mailbox is local-part@domain");
        }
        String domain = text.substring(at + 1);
        boolean literal = domain.startsWith("[");
        if (domain.length() > LONGEST_DOMAIN
                || !(literal ? LITERAL : DOMAIN).matcher(domain).matches()) {
            throw new IllegalArgumentException("the domain is malformed");
        }
        return new MailPath(localPart(text.substring(0, at)), domain);
    }

    private static String localPart(String text) {
        if (text.length() > LONGEST_LOCAL_PART) {
            throw new IllegalArgumentException("the local part has more than " + LONGEST_LOCAL_PART + " octets");
        }
        if (!text.startsWith("\"")) {
            if (!isDotString(text)) {
                throw new IllegalArgumentException("the local part is malformed");
            }
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
            }
            if (c < ' ' || c == 0x7f) {
                throw new IllegalArgumentException("the local part has a control character");
            }
            plain.append(c);
        }
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("the local part is empty");
        }
        return plain.toString();
    }

    /** The index behind the closing quote, or -1. */
    private static int endOfQuoted(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }
}
