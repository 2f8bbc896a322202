package org.openx400.mta.p1;

import static org.openx400.mta.envelope.Criticality.FOR_DELIVERY;
import static org.openx400.mta.envelope.Criticality.FOR_SUBMISSION;
import static org.openx400.mta.envelope.Criticality.NONE;
import static org.openx400.mta.envelope.ExtensionPlace.ACCESS;
import static org.openx400.mta.envelope.ExtensionPlace.MESSAGE;
import static org.openx400.mta.envelope.ExtensionPlace.MESSAGE_RECIPIENT;
import static org.openx400.mta.envelope.ExtensionPlace.PROBE;
import static org.openx400.mta.envelope.ExtensionPlace.PROBE_RECIPIENT;
import static org.openx400.mta.envelope.ExtensionPlace.REPORT_CONTENT;
import static org.openx400.mta.envelope.ExtensionPlace.REPORT_ENVELOPE;
import static org.openx400.mta.envelope.ExtensionPlace.REPORT_RECIPIENT;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.AlgorithmIdentifier;
import org.openx400.mta.envelope.CertificateSelectors;
import org.openx400.mta.envelope.ContentCorrelator;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.ReportingMTAName;
import org.openx400.mta.envelope.SecurityLabel;
import org.openx400.mta.envelope.Signature;
import org.openx400.mta.envelope.Token;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * The extensions 1 to 46 of X.411 (1999): number, name, recommended criticality, value, and where each may stand. Boolean
 * values tell whether the thing named is prohibited or requested.
 */
public final class StandardExtensions {
    public static final StandardExtension<Boolean> RECIPIENT_REASSIGNMENT_PROHIBITED = new StandardExtension<>(
            1, "recipient-reassignment-prohibited", FOR_DELIVERY, ValueCodecs.YES_OR_NO, MESSAGE, PROBE);

    public static final StandardExtension<ORName> ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT = new StandardExtension<>(
            2,
            "originator-requested-alternate-recipient",
            FOR_SUBMISSION,
            ValueCodecs.OR_NAME,
            MESSAGE_RECIPIENT,
            PROBE_RECIPIENT);

    public static final StandardExtension<Boolean> DL_EXPANSION_PROHIBITED =
            new StandardExtension<>(3, "dl-expansion-prohibited", FOR_DELIVERY, ValueCodecs.YES_OR_NO, MESSAGE, PROBE);

    public static final StandardExtension<Boolean> CONVERSION_WITH_LOSS_PROHIBITED = new StandardExtension<>(
            4, "conversion-with-loss-prohibited", FOR_DELIVERY, ValueCodecs.YES_OR_NO, MESSAGE, PROBE);

    public static final StandardExtension<UTCTime> LATEST_DELIVERY_TIME =
            new StandardExtension<>(5, "latest-delivery-time", FOR_DELIVERY, ValueCodecs.TIME, MESSAGE);

    public static final StandardExtension<List<Integer>> REQUESTED_DELIVERY_METHOD = new StandardExtension<>(
            6,
            "requested-delivery-method",
            NONE,
            ValueCodecs.INTEGER.listOf(Tag.SEQUENCE),
            MESSAGE_RECIPIENT,
            PROBE_RECIPIENT);

    public static final StandardExtension<Boolean> PHYSICAL_FORWARDING_PROHIBITED = new StandardExtension<>(
            7, "physical-forwarding-prohibited", FOR_DELIVERY, ValueCodecs.YES_OR_NO, MESSAGE_RECIPIENT);

    public static final StandardExtension<Boolean> PHYSICAL_FORWARDING_ADDRESS_REQUEST = new StandardExtension<>(
            8, "physical-forwarding-address-request", FOR_DELIVERY, ValueCodecs.YES_OR_NO, MESSAGE_RECIPIENT);

    public static final StandardExtension<BitString> PHYSICAL_DELIVERY_MODES =
            new StandardExtension<>(9, "physical-delivery-modes", FOR_DELIVERY, ValueCodecs.BITS, MESSAGE_RECIPIENT);

    public static final StandardExtension<Integer> REGISTERED_MAIL_TYPE =
            new StandardExtension<>(10, "registered-mail-type", FOR_DELIVERY, ValueCodecs.INTEGER, MESSAGE_RECIPIENT);

    public static final StandardExtension<String> RECIPIENT_NUMBER_FOR_ADVICE = new StandardExtension<>(
            11, "recipient-number-for-advice", FOR_DELIVERY, ValueCodecs.TELETEX, MESSAGE_RECIPIENT);

    public static final StandardExtension<String> PHYSICAL_RENDITION_ATTRIBUTES = new StandardExtension<>(
            12,
            "physical-rendition-attributes",
            FOR_DELIVERY,
            ValueCodecs.OBJECT_IDENTIFIER,
            MESSAGE_RECIPIENT,
            PROBE_RECIPIENT);

    public static final StandardExtension<ORAddress> ORIGINATOR_RETURN_ADDRESS =
            new StandardExtension<>(13, "originator-return-address", NONE, ValueCodecs.OR_ADDRESS, MESSAGE);

    public static final StandardExtension<Integer> PHYSICAL_DELIVERY_REPORT_REQUEST = new StandardExtension<>(
            14, "physical-delivery-report-request", FOR_DELIVERY, ValueCodecs.INTEGER, MESSAGE_RECIPIENT);

    public static final StandardExtension<Octets> ORIGINATOR_CERTIFICATE = new StandardExtension<>(
            15, "originator-certificate", NONE, SecurityValueCodecs.CERTIFICATES, MESSAGE, PROBE);

    public static final StandardExtension<Token> MESSAGE_TOKEN =
            new StandardExtension<>(16, "message-token", FOR_DELIVERY, SecurityValueCodecs.TOKEN, MESSAGE_RECIPIENT);

    public static final StandardExtension<AlgorithmIdentifier> CONTENT_CONFIDENTIALITY_ALGORITHM_IDENTIFIER =
            new StandardExtension<>(
                    17,
                    "content-confidentiality-algorithm-identifier",
                    FOR_DELIVERY,
                    SecurityValueCodecs.ALGORITHM_IDENTIFIER,
                    MESSAGE);

    public static final StandardExtension<Signature> CONTENT_INTEGRITY_CHECK = new StandardExtension<>(
            18, "content-integrity-check", FOR_DELIVERY, SecurityValueCodecs.SIGNATURE, MESSAGE_RECIPIENT);

    public static final StandardExtension<Signature> MESSAGE_ORIGIN_AUTHENTICATION_CHECK = new StandardExtension<>(
            19, "message-origin-authentication-check", FOR_DELIVERY, SecurityValueCodecs.SIGNATURE, MESSAGE);

    public static final StandardExtension<SecurityLabel> MESSAGE_SECURITY_LABEL = new StandardExtension<>(
            20,
            "message-security-label",
            FOR_DELIVERY,
            SecurityValueCodecs.SECURITY_LABEL,
            MESSAGE,
            PROBE,
            REPORT_ENVELOPE);

    public static final StandardExtension<Boolean> PROOF_OF_SUBMISSION_REQUEST =
            new StandardExtension<>(21, "proof-of-submission-request", FOR_SUBMISSION, ValueCodecs.YES_OR_NO, ACCESS);

    public static final StandardExtension<Boolean> PROOF_OF_DELIVERY_REQUEST = new StandardExtension<>(
            22, "proof-of-delivery-request", FOR_DELIVERY, ValueCodecs.YES_OR_NO, MESSAGE_RECIPIENT);

    public static final StandardExtension<ContentCorrelator> CONTENT_CORRELATOR = new StandardExtension<>(
            23, "content-correlator", NONE, ValueCodecs.CONTENT_CORRELATOR, MESSAGE, PROBE, REPORT_CONTENT);

    public static final StandardExtension<Signature> PROBE_ORIGIN_AUTHENTICATION_CHECK = new StandardExtension<>(
            24, "probe-origin-authentication-check", FOR_DELIVERY, SecurityValueCodecs.SIGNATURE, PROBE);

    public static final StandardExtension<List<Redirection>> REDIRECTION_HISTORY = new StandardExtension<>(
            25,
            "redirection-history",
            NONE,
            ValueCodecs.REDIRECTION.listOf(Tag.SEQUENCE),
            MESSAGE_RECIPIENT,
            PROBE_RECIPIENT,
            REPORT_ENVELOPE,
            REPORT_RECIPIENT);

    public static final StandardExtension<List<NameAndTime>> DL_EXPANSION_HISTORY = new StandardExtension<>(
            26, "dl-expansion-history", NONE, ValueCodecs.NAME_AND_TIME.listOf(Tag.SEQUENCE), MESSAGE);

    public static final StandardExtension<ORName> PHYSICAL_FORWARDING_ADDRESS =
            new StandardExtension<>(27, "physical-forwarding-address", NONE, ValueCodecs.OR_NAME, REPORT_RECIPIENT);

    public static final StandardExtension<Octets> RECIPIENT_CERTIFICATE = new StandardExtension<>(
            28, "recipient-certificate", NONE, SecurityValueCodecs.CERTIFICATES, MESSAGE_RECIPIENT, REPORT_RECIPIENT);

    public static final StandardExtension<Signature> PROOF_OF_DELIVERY =
            new StandardExtension<>(29, "proof-of-delivery", NONE, SecurityValueCodecs.SIGNATURE, REPORT_RECIPIENT);

    public static final StandardExtension<List<NameAndTime>> ORIGINATOR_AND_DL_EXPANSION_HISTORY =
            new StandardExtension<>(
                    30,
                    "originator-and-DL-expansion-history",
                    NONE,
                    ValueCodecs.NAME_AND_TIME.listOf(Tag.SEQUENCE),
                    REPORT_ENVELOPE);

    public static final StandardExtension<ORName> REPORTING_DL_NAME =
            new StandardExtension<>(31, "reporting-DL-name", NONE, ValueCodecs.OR_NAME, REPORT_ENVELOPE);

    public static final StandardExtension<Octets> REPORTING_MTA_CERTIFICATE = new StandardExtension<>(
            32, "reporting-MTA-certificate", FOR_DELIVERY, SecurityValueCodecs.CERTIFICATES, REPORT_ENVELOPE);

    public static final StandardExtension<Signature> REPORT_ORIGIN_AUTHENTICATION_CHECK = new StandardExtension<>(
            33, "report-origin-authentication-check", FOR_DELIVERY, SecurityValueCodecs.SIGNATURE, REPORT_ENVELOPE);

    public static final StandardExtension<Octets> ORIGINATING_MTA_CERTIFICATE =
            new StandardExtension<>(34, "originating-MTA-certificate", NONE, SecurityValueCodecs.CERTIFICATES, ACCESS);

    public static final StandardExtension<Signature> PROOF_OF_SUBMISSION =
            new StandardExtension<>(35, "proof-of-submission", NONE, SecurityValueCodecs.SIGNATURE, ACCESS);

    public static final StandardExtension<Integer> FORWARDING_REQUEST =
            new StandardExtension<>(36, "forwarding-request", NONE, ValueCodecs.SEQUENCE_NUMBER, ACCESS);

    public static final StandardExtension<List<TraceInformationElement>> TRACE_INFORMATION =
            new StandardExtension<>(37, "trace-information", NONE, ValueCodecs.TRACE, ACCESS);

    public static final StandardExtension<List<InternalTraceInformationElement>> INTERNAL_TRACE_INFORMATION =
            new StandardExtension<>(
                    38,
                    "internal-trace-information",
                    NONE,
                    ValueCodecs.INTERNAL_TRACE,
                    MESSAGE,
                    PROBE,
                    REPORT_ENVELOPE);

    public static final StandardExtension<ReportingMTAName> REPORTING_MTA_NAME =
            new StandardExtension<>(39, "reporting-MTA-name", NONE, ValueCodecs.REPORTING_MTA_NAME, REPORT_ENVELOPE);

    public static final StandardExtension<List<Octets>> MULTIPLE_ORIGINATOR_CERTIFICATES = new StandardExtension<>(
            40, "multiple-originator-certificates", NONE, ValueCodecs.OPAQUE.listOf(Tag.SET), MESSAGE);

    public static final StandardExtension<Octets> BLIND_COPY_RECIPIENTS =
            new StandardExtension<>(41, "blind-copy-recipients", NONE, ValueCodecs.OPAQUE, MESSAGE_RECIPIENT);

    public static final StandardExtension<List<ORName>> DL_EXEMPTED_RECIPIENTS =
            new StandardExtension<>(42, "dl-exempted-recipients", NONE, ValueCodecs.OR_NAME.listOf(Tag.SET), MESSAGE);

    public static final StandardExtension<Octets> BODY_PART_ENCRYPTION_TOKEN =
            new StandardExtension<>(43, "body-part-encryption-token", NONE, ValueCodecs.OPAQUE, MESSAGE_RECIPIENT);

    public static final StandardExtension<Octets> FORWARDED_CONTENT_TOKEN =
            new StandardExtension<>(44, "forwarded-content-token", NONE, ValueCodecs.OPAQUE, MESSAGE_RECIPIENT);

    public static final StandardExtension<CertificateSelectors> CERTIFICATE_SELECTORS = new StandardExtension<>(
            45, "certificate-selectors", NONE, SecurityValueCodecs.CERTIFICATE_SELECTORS, MESSAGE);

    public static final StandardExtension<CertificateSelectors> CERTIFICATE_SELECTORS_OVERRIDE =
            new StandardExtension<>(
                    46,
                    "certificate-selectors-override",
                    NONE,
                    SecurityValueCodecs.CERTIFICATE_SELECTORS,
                    MESSAGE_RECIPIENT);

    private static final List<StandardExtension<?>> ALL = List.of(
            RECIPIENT_REASSIGNMENT_PROHIBITED,
            ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
            DL_EXPANSION_PROHIBITED,
            CONVERSION_WITH_LOSS_PROHIBITED,
            LATEST_DELIVERY_TIME,
            REQUESTED_DELIVERY_METHOD,
            PHYSICAL_FORWARDING_PROHIBITED,
            PHYSICAL_FORWARDING_ADDRESS_REQUEST,
            PHYSICAL_DELIVERY_MODES,
            REGISTERED_MAIL_TYPE,
            RECIPIENT_NUMBER_FOR_ADVICE,
            PHYSICAL_RENDITION_ATTRIBUTES,
            ORIGINATOR_RETURN_ADDRESS,
            PHYSICAL_DELIVERY_REPORT_REQUEST,
            ORIGINATOR_CERTIFICATE,
            MESSAGE_TOKEN,
            CONTENT_CONFIDENTIALITY_ALGORITHM_IDENTIFIER,
            CONTENT_INTEGRITY_CHECK,
            MESSAGE_ORIGIN_AUTHENTICATION_CHECK,
            MESSAGE_SECURITY_LABEL,
            PROOF_OF_SUBMISSION_REQUEST,
            PROOF_OF_DELIVERY_REQUEST,
            CONTENT_CORRELATOR,
            PROBE_ORIGIN_AUTHENTICATION_CHECK,
            REDIRECTION_HISTORY,
            DL_EXPANSION_HISTORY,
            PHYSICAL_FORWARDING_ADDRESS,
            RECIPIENT_CERTIFICATE,
            PROOF_OF_DELIVERY,
            ORIGINATOR_AND_DL_EXPANSION_HISTORY,
            REPORTING_DL_NAME,
            REPORTING_MTA_CERTIFICATE,
            REPORT_ORIGIN_AUTHENTICATION_CHECK,
            ORIGINATING_MTA_CERTIFICATE,
            PROOF_OF_SUBMISSION,
            FORWARDING_REQUEST,
            TRACE_INFORMATION,
            INTERNAL_TRACE_INFORMATION,
            REPORTING_MTA_NAME,
            MULTIPLE_ORIGINATOR_CERTIFICATES,
            BLIND_COPY_RECIPIENTS,
            DL_EXEMPTED_RECIPIENTS,
            BODY_PART_ENCRYPTION_TOKEN,
            FORWARDED_CONTENT_TOKEN,
            CERTIFICATE_SELECTORS,
            CERTIFICATE_SELECTORS_OVERRIDE);

    private StandardExtensions() {}

    /** All of them; the extension n is element n - 1. */
    public static List<StandardExtension<?>> all() {
        return ALL;
    }

    /** The extension of this number, or null when X.411 (1999) has none. */
    public static @Nullable StandardExtension<?> byNumber(int number) {
        return number >= 1 && number <= ALL.size() ? ALL.get(number - 1) : null;
    }
}
