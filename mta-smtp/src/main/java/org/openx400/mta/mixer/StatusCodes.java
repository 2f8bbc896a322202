package org.openx400.mta.mixer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.ReportType.NonDelivery;
import org.openx400.mta.smtp.EnhancedStatus;
import org.openx400.mta.smtp.SmtpReply;

/** Reason and diagnostic of X.411 and the status codes of RFC 3463, both ways, RFC 2156 5.1.8.4 and 5.3.8.2. */
public final class StatusCodes {
    private static final EnhancedStatus UNKNOWN = new EnhancedStatus(5, 0, 0);

    /** Diagnostics of physical delivery have one status, but for two of them. */
    private static final EnhancedStatus PHYSICAL = new EnhancedStatus(5, 1, 0);

    private static final int FIRST_PHYSICAL = 31;
    private static final int LAST_PHYSICAL = 45;

    private static final Map<Integer, EnhancedStatus> BY_DIAGNOSTIC = Map.ofEntries(
            entry(0, "5.1.1"),
            entry(1, "5.1.4"),
            entry(2, "4.3.1"),
            entry(3, "5.4.6"),
            entry(4, "4.2.1"),
            entry(5, "4.4.7"),
            entry(6, "5.6.1"),
            entry(7, "5.2.3"),
            entry(8, "5.6.3"),
            entry(9, "5.6.3"),
            entry(10, "5.6.3"),
            entry(11, "5.5.2"),
            entry(12, "5.5.2"),
            entry(13, "5.5.2"),
            entry(14, "5.5.0"),
            entry(15, "5.6.1"),
            entry(16, "5.5.3"),
            entry(17, "5.4.4"),
            entry(18, "5.3.3"),
            entry(19, "5.6.2"),
            entry(20, "5.6.0"),
            entry(21, "5.6.0"),
            entry(22, "5.6.2"),
            entry(23, "5.6.2"),
            entry(24, "5.6.2"),
            entry(25, "5.6.2"),
            entry(26, "5.4.0"),
            entry(27, "5.4.6"),
            entry(28, "5.7.2"),
            entry(29, "5.7.1"),
            entry(30, "4.2.4"),
            entry(31, "5.6.0"),
            entry(43, "5.1.6"),
            entry(46, "5.7.0"),
            entry(47, "5.3.3"),
            entry(48, "5.3.4"),
            entry(49, "4.4.7"));

    private static final Map<Integer, EnhancedStatus> BY_REASON = Map.ofEntries(
            entry(0, "4.4.0"),
            entry(2, "5.6.3"),
            entry(3, "5.6.0"),
            entry(4, "5.1.0"),
            entry(5, "5.7.1"),
            entry(6, "5.4.3"),
            entry(7, "5.3.3"),
            entry(8, "5.7.0"));

    /** RFC 2156 5.1.8.4: subject and detail to reason and diagnostic. */
    private static final Map<String, NonDelivery> BY_STATUS = Map.ofEntries(
            code("0.0", "1"),
            code("1.0", "1"),
            code("1.1", "1/0"),
            code("1.2", "1/0"),
            code("1.3", "1/0"),
            code("1.4", "1/1"),
            code("1.6", "1/43"),
            code("1.7", "1/11"),
            code("1.8", "1/11"),
            code("2.0", "1"),
            code("2.1", "1/4"),
            code("2.2", "1/4"),
            code("2.3", "1/7"),
            code("2.4", "1/30"),
            code("3.0", "0"),
            code("3.1", "1/2"),
            code("3.2", "1/2"),
            code("3.3", "1/18"),
            code("3.4", "1/7"),
            code("3.5", "1"),
            code("4.0", "0"),
            code("4.3", "6"),
            code("4.5", "1/2"),
            code("4.6", "1/3"),
            code("4.7", "1/5"),
            code("5.0", "1"),
            code("5.1", "1/14"),
            code("5.2", "1/14"),
            code("5.3", "1/16"),
            code("5.4", "1/14"),
            code("5.5", "1/18"),
            code("6.0", "2"),
            code("6.1", "1/6"),
            code("6.2", "1/9"),
            code("6.3", "2/8"),
            code("6.5", "2/47"),
            code("7.0", "1/46"),
            code("7.1", "1/29"),
            code("7.2", "1/28"));

    private StatusCodes() {}

    private static Map.Entry<String, NonDelivery> code(String status, String code) {
        return Map.entry(status, code(code));
    }

    /** @param code reason, and where there is one, diagnostic behind a slash */
    private static NonDelivery code(String code) {
        String[] numbers = code.split("/");
        return new NonDelivery(
                new NonDeliveryReasonCode(Integer.parseInt(numbers[0])),
                numbers.length == 1 ? null : new NonDeliveryDiagnosticCode(Integer.parseInt(numbers[1])));
    }

    private static Map.Entry<Integer, EnhancedStatus> entry(int number, String status) {
        return Map.entry(number, EnhancedStatus.in(status).orElseThrow());
    }

    /** The diagnostic says more than the reason. */
    public static EnhancedStatus toInternet(NonDelivery type) {
        NonDeliveryDiagnosticCode diagnostic = type.nonDeliveryDiagnosticCode();
        EnhancedStatus status = diagnostic == null ? null : byDiagnostic(diagnostic.number());
        return status != null
                ? status
                : BY_REASON.getOrDefault(type.nonDeliveryReasonCode().number(), UNKNOWN);
    }

    private static @Nullable EnhancedStatus byDiagnostic(int number) {
        EnhancedStatus status = BY_DIAGNOSTIC.get(number);
        return status == null && number > FIRST_PHYSICAL && number <= LAST_PHYSICAL ? PHYSICAL : status;
    }

    /** Why a mail was not taken, of a reply that is not positive. */
    public static NonDelivery toX400(SmtpReply reply) {
        EnhancedStatus status = reply.status();
        return toX400(status != null ? status : withoutStatus(reply.code()));
    }

    /** What a code of RFC 5321 4.2.3 alone means. */
    private static EnhancedStatus withoutStatus(int code) {
        return switch (code) {
            case 550, 551, 553 -> new EnhancedStatus(5, 1, 1);
            case 552 -> new EnhancedStatus(5, 3, 4);
            case 421, 450, 451, 452 -> new EnhancedStatus(4, 4, 7);
            case 500, 501, 502, 503, 504 -> new EnhancedStatus(5, 5, 0);
            default -> UNKNOWN;
        };
    }

    /** Why a mail was not delivered, RFC 2156 5.1.8.4: what is not in its table is taken for x.n.0. */
    public static NonDelivery toX400(EnhancedStatus status) {
        String key = status.subject() + "." + status.detail();
        NonDelivery exact = BY_STATUS.get(key);
        return exact != null ? exact : BY_STATUS.getOrDefault(status.subject() + ".0", code("1"));
    }
}
