package org.openx400.mta.smtp;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.smtp.MailEnvelope.Ret;
import org.openx400.mta.smtp.MailRecipient.Notify;
import org.openx400.mta.smtp.MailRecipient.OriginalRecipient;

/** The meaning of MAIL and RCPT with the parameters of SIZE, 8BITMIME, DSN, SMTPUTF8 and AUTH. */
final class EnvelopeCommands {
    private static final int LONGEST_ENVID = 100; // RFC 3461 4.4
    private static final int LONGEST_ORCPT = 500; // RFC 3461 4.2

    private EnvelopeCommands() {}

    /**
     * A MAIL command.
     *
     * @param announced octets (RFC 1870); -1: not said
     */
    record Mail(MailEnvelope envelope, long announced) {}

    static Mail mail(String argument) throws SyntaxException {
        PathCommand command = PathCommand.of("FROM:", argument);
        boolean utf8 = utf8(command.take("SMTPUTF8"));
        MailPath path;
        try {
            path = PathParser.reverse(command.path());
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(SmtpReply.of(501, "5.1.7", "Bad sender address: " + e.getMessage()));
        }
        if (!utf8 && path.needsUtf8()) { // RFC 6531 3.5
            throw new SyntaxException(SmtpReply.of(550, "5.6.7", "Address is not ASCII, and SMTPUTF8 was not said"));
        }
        long announced = size(command.take("SIZE"));
        boolean body8bit = body8bit(command.take("BODY"));
        Ret ret = ret(command.take("RET"));
        String envid = envid(command.take("ENVID"));
        command.take("AUTH"); // RFC 4954 5: whom the peer vouches for is of no use to us
        command.end();
        return new Mail(new MailEnvelope(path, ret, envid, List.of(), body8bit, utf8), announced);
    }

    static MailRecipient rcpt(String argument, boolean utf8) throws SyntaxException {
        PathCommand command = PathCommand.of("TO:", argument);
        MailPath path;
        try {
            path = PathParser.forward(command.path());
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(SmtpReply.of(501, "5.1.3", "Bad recipient address: " + e.getMessage()));
        }
        if (!utf8 && path.needsUtf8()) {
            throw new SyntaxException(SmtpReply.of(553, "5.6.7", "Address is not ASCII, and SMTPUTF8 was not said"));
        }
        Set<Notify> notifyOn = notifyOn(command.take("NOTIFY"));
        OriginalRecipient orcpt = orcpt(command.take("ORCPT"));
        command.end();
        return new MailRecipient(path, notifyOn, orcpt);
    }

    private static boolean utf8(@Nullable String value) throws SyntaxException {
        if (value != null && !value.isEmpty()) {
            throw PathCommand.syntax("SMTPUTF8 takes no value");
        }
        return value != null;
    }

    private static long size(@Nullable String value) throws SyntaxException {
        if (value == null) {
            return -1;
        }
        if (!value.matches("[0-9]{1,20}")) { // RFC 1870 3
            throw PathCommand.syntax("SIZE takes a number");
        }
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static boolean body8bit(@Nullable String value) throws SyntaxException {
        if (value == null || value.equalsIgnoreCase("7BIT")) {
            return false;
        }
        if (value.equalsIgnoreCase("8BITMIME")) {
            return true;
        }
        throw PathCommand.syntax("BODY takes 7BIT or 8BITMIME");
    }

    private static @Nullable Ret ret(@Nullable String value) throws SyntaxException {
        if (value == null) {
            return null;
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Ret.FULL;
            case "HDRS" -> Ret.HDRS;
            default -> throw PathCommand.syntax("RET takes FULL or HDRS");
        };
    }

    private static @Nullable String envid(@Nullable String value) throws SyntaxException {
        if (value == null) {
            return null;
        }
        if (value.isEmpty() || value.length() > LONGEST_ENVID) {
            throw PathCommand.syntax("ENVID takes 1 to " + LONGEST_ENVID + " characters");
        }
        return xtext("ENVID", value);
    }

    private static String xtext(String parameter, String value) throws SyntaxException {
        try {
            return Xtext.decode(value);
        } catch (IllegalArgumentException e) {
            throw PathCommand.syntax(parameter + " " + e.getMessage());
        }
    }

    private static Set<Notify> notifyOn(@Nullable String value) throws SyntaxException {
        Set<Notify> wanted = EnumSet.noneOf(Notify.class);
        if (value == null) {
            return wanted;
        }
        for (String each : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            switch (each) {
                case "NEVER" -> wanted.add(Notify.NEVER);
                case "SUCCESS" -> wanted.add(Notify.SUCCESS);
                case "FAILURE" -> wanted.add(Notify.FAILURE);
                case "DELAY" -> wanted.add(Notify.DELAY);
                default -> throw PathCommand.syntax("NOTIFY takes NEVER, or some of SUCCESS, FAILURE, DELAY");
            }
        }
        if (wanted.contains(Notify.NEVER) && wanted.size() > 1) { // RFC 3461 4.1
            throw PathCommand.syntax("NOTIFY takes NEVER alone");
        }
        return wanted;
    }

    private static @Nullable OriginalRecipient orcpt(@Nullable String value) throws SyntaxException {
        if (value == null) {
            return null;
        }
        int semicolon = value.indexOf(';');
        if (semicolon < 1 || semicolon == value.length() - 1 || value.length() > LONGEST_ORCPT) {
            throw PathCommand.syntax("ORCPT takes a type, a semicolon and an address");
        }
        String address = xtext("ORCPT", value.substring(semicolon + 1));
        try {
            return new OriginalRecipient(value.substring(0, semicolon), address);
        } catch (IllegalArgumentException e) {
            throw PathCommand.syntax("ORCPT: " + e.getMessage());
        }
    }
}
