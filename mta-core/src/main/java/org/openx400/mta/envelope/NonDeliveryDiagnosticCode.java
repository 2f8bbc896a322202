package org.openx400.mta.envelope;

import java.util.List;

/**
 * More about why a message was not delivered, X.411 8.3.1.2.1.11.
 *
 * @param number 0..32767
 */
public record NonDeliveryDiagnosticCode(int number) {
    public static final NonDeliveryDiagnosticCode UNRECOGNISED_OR_NAME = new NonDeliveryDiagnosticCode(0);
    public static final NonDeliveryDiagnosticCode AMBIGUOUS_OR_NAME = new NonDeliveryDiagnosticCode(1);
    public static final NonDeliveryDiagnosticCode MTS_CONGESTION = new NonDeliveryDiagnosticCode(2);
    public static final NonDeliveryDiagnosticCode LOOP_DETECTED = new NonDeliveryDiagnosticCode(3);
    public static final NonDeliveryDiagnosticCode RECIPIENT_UNAVAILABLE = new NonDeliveryDiagnosticCode(4);
    public static final NonDeliveryDiagnosticCode MAXIMUM_TIME_EXPIRED = new NonDeliveryDiagnosticCode(5);
    public static final NonDeliveryDiagnosticCode ENCODED_INFORMATION_TYPES_UNSUPPORTED =
            new NonDeliveryDiagnosticCode(6);
    public static final NonDeliveryDiagnosticCode CONTENT_TOO_LONG = new NonDeliveryDiagnosticCode(7);
    public static final NonDeliveryDiagnosticCode CONVERSION_IMPRACTICAL = new NonDeliveryDiagnosticCode(8);
    public static final NonDeliveryDiagnosticCode IMPLICIT_CONVERSION_PROHIBITED = new NonDeliveryDiagnosticCode(9);
    public static final NonDeliveryDiagnosticCode IMPLICIT_CONVERSION_NOT_SUBSCRIBED =
            new NonDeliveryDiagnosticCode(10);
    public static final NonDeliveryDiagnosticCode INVALID_ARGUMENTS = new NonDeliveryDiagnosticCode(11);
    public static final NonDeliveryDiagnosticCode CONTENT_SYNTAX_ERROR = new NonDeliveryDiagnosticCode(12);
    public static final NonDeliveryDiagnosticCode SIZE_CONSTRAINT_VIOLATION = new NonDeliveryDiagnosticCode(13);
    public static final NonDeliveryDiagnosticCode PROTOCOL_VIOLATION = new NonDeliveryDiagnosticCode(14);
    public static final NonDeliveryDiagnosticCode CONTENT_TYPE_NOT_SUPPORTED = new NonDeliveryDiagnosticCode(15);
    public static final NonDeliveryDiagnosticCode TOO_MANY_RECIPIENTS = new NonDeliveryDiagnosticCode(16);
    public static final NonDeliveryDiagnosticCode NO_BILATERAL_AGREEMENT = new NonDeliveryDiagnosticCode(17);
    public static final NonDeliveryDiagnosticCode UNSUPPORTED_CRITICAL_FUNCTION = new NonDeliveryDiagnosticCode(18);
    public static final NonDeliveryDiagnosticCode CONVERSION_WITH_LOSS_PROHIBITED = new NonDeliveryDiagnosticCode(19);
    public static final NonDeliveryDiagnosticCode LINE_TOO_LONG = new NonDeliveryDiagnosticCode(20);
    public static final NonDeliveryDiagnosticCode PAGE_SPLIT = new NonDeliveryDiagnosticCode(21);
    public static final NonDeliveryDiagnosticCode PICTORIAL_SYMBOL_LOSS = new NonDeliveryDiagnosticCode(22);
    public static final NonDeliveryDiagnosticCode PUNCTUATION_SYMBOL_LOSS = new NonDeliveryDiagnosticCode(23);
    public static final NonDeliveryDiagnosticCode ALPHABETIC_CHARACTER_LOSS = new NonDeliveryDiagnosticCode(24);
    public static final NonDeliveryDiagnosticCode MULTIPLE_INFORMATION_LOSS = new NonDeliveryDiagnosticCode(25);
    public static final NonDeliveryDiagnosticCode RECIPIENT_REASSIGNMENT_PROHIBITED = new NonDeliveryDiagnosticCode(26);
    public static final NonDeliveryDiagnosticCode REDIRECTION_LOOP_DETECTED = new NonDeliveryDiagnosticCode(27);
    public static final NonDeliveryDiagnosticCode DL_EXPANSION_PROHIBITED = new NonDeliveryDiagnosticCode(28);
    public static final NonDeliveryDiagnosticCode NO_DL_SUBMIT_PERMISSION = new NonDeliveryDiagnosticCode(29);
    public static final NonDeliveryDiagnosticCode DL_EXPANSION_FAILURE = new NonDeliveryDiagnosticCode(30);
    public static final NonDeliveryDiagnosticCode PHYSICAL_RENDITION_ATTRIBUTES_NOT_SUPPORTED =
            new NonDeliveryDiagnosticCode(31);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_PHYSICAL_DELIVERY_ADDRESS_INCORRECT =
            new NonDeliveryDiagnosticCode(32);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_PHYSICAL_DELIVERY_OFFICE_INCORRECT_OR_INVALID =
            new NonDeliveryDiagnosticCode(33);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_PHYSICAL_DELIVERY_ADDRESS_INCOMPLETE =
            new NonDeliveryDiagnosticCode(34);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_UNKNOWN =
            new NonDeliveryDiagnosticCode(35);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_DECEASED =
            new NonDeliveryDiagnosticCode(36);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_ORGANIZATION_EXPIRED =
            new NonDeliveryDiagnosticCode(37);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_REFUSED_TO_ACCEPT =
            new NonDeliveryDiagnosticCode(38);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_DID_NOT_CLAIM =
            new NonDeliveryDiagnosticCode(39);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_CHANGED_ADDRESS_PERMANENTLY =
            new NonDeliveryDiagnosticCode(40);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_CHANGED_ADDRESS_TEMPORARILY =
            new NonDeliveryDiagnosticCode(41);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_CHANGED_TEMPORARY_ADDRESS =
            new NonDeliveryDiagnosticCode(42);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_NEW_ADDRESS_UNKNOWN =
            new NonDeliveryDiagnosticCode(43);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_RECIPIENT_DID_NOT_WANT_FORWARDING =
            new NonDeliveryDiagnosticCode(44);
    public static final NonDeliveryDiagnosticCode UNDELIVERABLE_MAIL_ORIGINATOR_PROHIBITED_FORWARDING =
            new NonDeliveryDiagnosticCode(45);
    public static final NonDeliveryDiagnosticCode SECURE_MESSAGING_ERROR = new NonDeliveryDiagnosticCode(46);
    public static final NonDeliveryDiagnosticCode UNABLE_TO_DOWNGRADE = new NonDeliveryDiagnosticCode(47);
    public static final NonDeliveryDiagnosticCode UNABLE_TO_COMPLETE_TRANSFER = new NonDeliveryDiagnosticCode(48);
    public static final NonDeliveryDiagnosticCode TRANSFER_ATTEMPTS_LIMIT_REACHED = new NonDeliveryDiagnosticCode(49);
    public static final NonDeliveryDiagnosticCode INCORRECT_NOTIFICATION_TYPE = new NonDeliveryDiagnosticCode(50);
    public static final NonDeliveryDiagnosticCode DL_EXPANSION_PROHIBITED_BY_SECURITY_POLICY =
            new NonDeliveryDiagnosticCode(51);
    public static final NonDeliveryDiagnosticCode FORBIDDEN_ALTERNATE_RECIPIENT = new NonDeliveryDiagnosticCode(52);
    public static final NonDeliveryDiagnosticCode SECURITY_POLICY_VIOLATION = new NonDeliveryDiagnosticCode(53);
    public static final NonDeliveryDiagnosticCode SECURITY_SERVICES_REFUSAL = new NonDeliveryDiagnosticCode(54);
    public static final NonDeliveryDiagnosticCode UNAUTHORISED_DL_MEMBER = new NonDeliveryDiagnosticCode(55);
    public static final NonDeliveryDiagnosticCode UNAUTHORISED_DL_NAME = new NonDeliveryDiagnosticCode(56);
    public static final NonDeliveryDiagnosticCode UNAUTHORISED_ORIGINALLY_INTENDED_RECIPIENT_NAME =
            new NonDeliveryDiagnosticCode(57);
    public static final NonDeliveryDiagnosticCode UNAUTHORISED_ORIGINATOR_NAME = new NonDeliveryDiagnosticCode(58);
    public static final NonDeliveryDiagnosticCode UNAUTHORISED_RECIPIENT_NAME = new NonDeliveryDiagnosticCode(59);
    public static final NonDeliveryDiagnosticCode UNRELIABLE_SYSTEM = new NonDeliveryDiagnosticCode(60);
    public static final NonDeliveryDiagnosticCode AUTHENTICATION_FAILURE_ON_SUBJECT_MESSAGE =
            new NonDeliveryDiagnosticCode(61);
    public static final NonDeliveryDiagnosticCode DECRYPTION_FAILED = new NonDeliveryDiagnosticCode(62);
    public static final NonDeliveryDiagnosticCode DECRYPTION_KEY_UNOBTAINABLE = new NonDeliveryDiagnosticCode(63);
    public static final NonDeliveryDiagnosticCode DOUBLE_ENVELOPE_CREATION_FAILURE = new NonDeliveryDiagnosticCode(64);
    public static final NonDeliveryDiagnosticCode DOUBLE_ENVELOPING_MESSAGE_RESTORING_FAILURE =
            new NonDeliveryDiagnosticCode(65);
    public static final NonDeliveryDiagnosticCode FAILURE_OF_PROOF_OF_MESSAGE = new NonDeliveryDiagnosticCode(66);
    public static final NonDeliveryDiagnosticCode INTEGRITY_FAILURE_ON_SUBJECT_MESSAGE =
            new NonDeliveryDiagnosticCode(67);
    public static final NonDeliveryDiagnosticCode INVALID_SECURITY_LABEL = new NonDeliveryDiagnosticCode(68);
    public static final NonDeliveryDiagnosticCode KEY_FAILURE = new NonDeliveryDiagnosticCode(69);
    public static final NonDeliveryDiagnosticCode MANDATORY_PARAMETER_ABSENCE = new NonDeliveryDiagnosticCode(70);
    public static final NonDeliveryDiagnosticCode OPERATION_SECURITY_FAILURE = new NonDeliveryDiagnosticCode(71);
    public static final NonDeliveryDiagnosticCode REPUDIATION_FAILURE_OF_MESSAGE = new NonDeliveryDiagnosticCode(72);
    public static final NonDeliveryDiagnosticCode SECURITY_CONTEXT_FAILURE = new NonDeliveryDiagnosticCode(73);
    public static final NonDeliveryDiagnosticCode TOKEN_DECRYPTION_FAILED = new NonDeliveryDiagnosticCode(74);
    public static final NonDeliveryDiagnosticCode TOKEN_ERROR = new NonDeliveryDiagnosticCode(75);
    public static final NonDeliveryDiagnosticCode UNKNOWN_SECURITY_LABEL = new NonDeliveryDiagnosticCode(76);
    public static final NonDeliveryDiagnosticCode UNSUPPORTED_ALGORITHM_IDENTIFIER = new NonDeliveryDiagnosticCode(77);
    public static final NonDeliveryDiagnosticCode UNSUPPORTED_SECURITY_POLICY = new NonDeliveryDiagnosticCode(78);

    private static final List<String> NAMES = List.of(
            "unrecognised-OR-name",
            "ambiguous-OR-name",
            "mts-congestion",
            "loop-detected",
            "recipient-unavailable",
            "maximum-time-expired",
            "encoded-information-types-unsupported",
            "content-too-long",
            "conversion-impractical",
            "implicit-conversion-prohibited",
            "implicit-conversion-not-subscribed",
            "invalid-arguments",
            "content-syntax-error",
            "size-constraint-violation",
            "protocol-violation",
            "content-type-not-supported",
            "too-many-recipients",
            "no-bilateral-agreement",
            "unsupported-critical-function",
            "conversion-with-loss-prohibited",
            "line-too-long",
            "page-split",
            "pictorial-symbol-loss",
            "punctuation-symbol-loss",
            "alphabetic-character-loss",
            "multiple-information-loss",
            "recipient-reassignment-prohibited",
            "redirection-loop-detected",
            "dl-expansion-prohibited",
            "no-dl-submit-permission",
            "dl-expansion-failure",
            "physical-rendition-attributes-not-supported",
            "undeliverable-mail-physical-delivery-address-incorrect",
            "undeliverable-mail-physical-delivery-office-incorrect-or-invalid",
            "undeliverable-mail-physical-delivery-address-incomplete",
            "undeliverable-mail-recipient-unknown",
            "undeliverable-mail-recipient-deceased",
            "undeliverable-mail-organization-expired",
            "undeliverable-mail-recipient-refused-to-accept",
            "undeliverable-mail-recipient-did-not-claim",
            "undeliverable-mail-recipient-changed-address-permanently",
            "undeliverable-mail-recipient-changed-address-temporarily",
            "undeliverable-mail-recipient-changed-temporary-address",
            "undeliverable-mail-new-address-unknown",
            "undeliverable-mail-recipient-did-not-want-forwarding",
            "undeliverable-mail-originator-prohibited-forwarding",
            "secure-messaging-error",
            "unable-to-downgrade",
            "unable-to-complete-transfer",
            "transfer-attempts-limit-reached",
            "incorrect-notification-type",
            "dl-expansion-prohibited-by-security-policy",
            "forbidden-alternate-recipient",
            "security-policy-violation",
            "security-services-refusal",
            "unauthorised-dl-member",
            "unauthorised-dl-name",
            "unauthorised-originally-intended-recipient-name",
            "unauthorised-originator-name",
            "unauthorised-recipient-name",
            "unreliable-system",
            "authentication-failure-on-subject-message",
            "decryption-failed",
            "decryption-key-unobtainable",
            "double-envelope-creation-failure",
            "double-enveloping-message-restoring-failure",
            "failure-of-proof-of-message",
            "integrity-failure-on-subject-message",
            "invalid-security-label",
            "key-failure",
            "mandatory-parameter-absence",
            "operation-security-failure",
            "repudiation-failure-of-message",
            "security-context-failure",
            "token-decryption-failed",
            "token-error",
            "unknown-security-label",
            "unsupported-algorithm-identifier",
            "unsupported-security-policy");

    /** Its name in X.411, or the number where X.411 has none. */
    public String name() {
        return number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }

    @Override
    public String toString() {
        return name();
    }
}
