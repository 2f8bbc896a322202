package org.openx400.mta.smtp;

import org.jspecify.annotations.Nullable;

/**
 * A Mailbox of RFC 5321 4.1.2 as it stands in a reverse-path or forward-path.
 *
 * @param localPart without quotes; empty only in {@link #NULL}
 * @param domain as written, or an address literal with its brackets; empty in {@link #NULL} and for {@code <Postmaster>}
 */
public record MailPath(String localPart, String domain) {
    /** The reverse-path of notifications, {@code <>}. */
    public static final MailPath NULL = new MailPath("", "");

    public MailPath {
        if (localPart.chars().anyMatch(Character::isISOControl)
                || domain.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a mailbox has no control characters, and its domain no spaces");
        }
    }

    /**
     * Reads a mailbox, without angle brackets.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static MailPath of(String mailbox) {
        return PathParser.mailbox(mailbox);
    }

    public boolean isNull() {
        return localPart.isEmpty() && domain.isEmpty();
    }

    /** True for {@code [192.0.2.1]} and the like. */
    public boolean hasAddressLiteral() {
        return domain.startsWith("[");
    }

    /** True if it can only go where SMTPUTF8 (RFC 6531) is offered. */
    public boolean needsUtf8() {
        return toString().chars().anyMatch(c -> c > 0x7f);
    }

    /** As on the wire without the angle brackets; the local part is quoted where it has to be. */
    @Override
    public String toString() {
        String local = PathParser.isDotString(localPart) || isNull() ? localPart : quoted(localPart);
        return domain.isEmpty() ? local : local + "@" + domain;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Domains are compared without regard to case, local parts with it (RFC 5321 2.4). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailPath path
                && path.localPart.equals(localPart)
                && path.domain.equalsIgnoreCase(domain);
    }

    @Override
    public int hashCode() {
        return localPart.hashCode();
    }
}
