package org.openx400.mta.mixer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.ReportType.NonDelivery;
import org.openx400.mta.smtp.EnhancedStatus;
import org.openx400.mta.smtp.SmtpReply;

/** Reason and diagnostic of X.411 and the status codes of RFC 3463, both ways, RFC 2156 5.3.6. */
public final class StatusCodes {
    private static final EnhancedStatus UNKNOWN = new EnhancedStatus(5, 0, 0);

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
            entry(11, "5.5.2"),
            entry(12, "5.5.2"),
            entry(13, "5.5.2"),
            entry(14, "5.5.0"),
            entry(15, "5.6.1"),
            entry(16, "5.5.3"),
            entry(17, "5.4.4"),
            entry(18, "5.3.3"),
            entry(19, "5.6.2"),
            entry(26, "5.4.0"),
            entry(27, "5.4.6"),
            entry(28, "5.7.2"),
            entry(29, "5.7.1"),
            entry(30, "4.2.4"),
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

    private StatusCodes() {}

    private static Map.Entry<Integer, EnhancedStatus> entry(int number, String status) {
        return Map.entry(number, EnhancedStatus.in(status).orElseThrow());
    }

    /** The diagnostic says more than the reason. */
    public static EnhancedStatus toInternet(NonDelivery type) {
        NonDeliveryDiagnosticCode diagnostic = type.nonDeliveryDiagnosticCode();
        EnhancedStatus status = diagnostic == null ? null : BY_DIAGNOSTIC.get(diagnostic.number());
        return status != null
                ? status
                : BY_REASON.getOrDefault(type.nonDeliveryReasonCode().number(), UNKNOWN);
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

    /** Why a mail was not delivered. */
    public static NonDelivery toX400(EnhancedStatus status) {
        return switch (status.subject()) {
            case 1 ->
                unable(
                        status.detail() == 4
                                ? NonDeliveryDiagnosticCode.AMBIGUOUS_OR_NAME
                                : NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME);
            case 2 -> unable(mailbox(status.detail()));
            case 3 -> unable(system(status.detail()));
            case 4 -> network(status.detail());
            case 5 ->
                unable(
                        status.detail() == 3
                                ? NonDeliveryDiagnosticCode.TOO_MANY_RECIPIENTS
                                : NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION);
            case 6 -> content(status.detail());
            case 7 -> security(status.detail());
            default -> unable(null);
        };
    }

    private static NonDeliveryDiagnosticCode mailbox(int detail) {
        return switch (detail) {
            case 3 -> NonDeliveryDiagnosticCode.CONTENT_TOO_LONG;
            case 4 -> NonDeliveryDiagnosticCode.DL_EXPANSION_FAILURE;
            default -> NonDeliveryDiagnosticCode.RECIPIENT_UNAVAILABLE;
        };
    }

    private static @Nullable NonDeliveryDiagnosticCode system(int detail) {
        return switch (detail) {
            case 1 -> NonDeliveryDiagnosticCode.MTS_CONGESTION;
            case 2 -> NonDeliveryDiagnosticCode.RECIPIENT_UNAVAILABLE;
            case 3 -> NonDeliveryDiagnosticCode.UNSUPPORTED_CRITICAL_FUNCTION;
            case 4 -> NonDeliveryDiagnosticCode.CONTENT_TOO_LONG;
            default -> null;
        };
    }

    private static NonDelivery network(int detail) {
        return switch (detail) {
            case 3 -> new NonDelivery(NonDeliveryReasonCode.DIRECTORY_OPERATION_UNSUCCESSFUL, null);
            case 4 -> unable(NonDeliveryDiagnosticCode.NO_BILATERAL_AGREEMENT);
            case 6 -> unable(NonDeliveryDiagnosticCode.LOOP_DETECTED);
            case 7 -> unable(NonDeliveryDiagnosticCode.MAXIMUM_TIME_EXPIRED);
            default -> new NonDelivery(NonDeliveryReasonCode.TRANSFER_FAILURE, null);
        };
    }

    private static NonDelivery content(int detail) {
        return switch (detail) {
            case 1 -> unable(NonDeliveryDiagnosticCode.CONTENT_TYPE_NOT_SUPPORTED);
            case 2, 4, 5 ->
                new NonDelivery(
                        NonDeliveryReasonCode.CONVERSION_NOT_PERFORMED,
                        NonDeliveryDiagnosticCode.CONVERSION_WITH_LOSS_PROHIBITED);
            case 3 ->
                new NonDelivery(
                        NonDeliveryReasonCode.CONVERSION_NOT_PERFORMED,
                        NonDeliveryDiagnosticCode.CONVERSION_IMPRACTICAL);
            default -> unable(NonDeliveryDiagnosticCode.CONTENT_SYNTAX_ERROR);
        };
    }

    private static NonDelivery security(int detail) {
        return switch (detail) {
            case 1 -> new NonDelivery(NonDeliveryReasonCode.RESTRICTED_DELIVERY, null);
            case 2 -> unable(NonDeliveryDiagnosticCode.DL_EXPANSION_PROHIBITED);
            default -> new NonDelivery(NonDeliveryReasonCode.TRANSFER_FAILURE_FOR_SECURITY_REASON, null);
        };
    }

    private static NonDelivery unable(@Nullable NonDeliveryDiagnosticCode diagnostic) {
        return new NonDelivery(NonDeliveryReasonCode.UNABLE_TO_TRANSFER, diagnostic);
    }
}
