package org.openx400.mta.envelope;

import java.util.List;

/**
 * Why a message was not delivered, X.411 8.3.1.2.1.10.
 *
 * @param number 0..32767
 */
public record NonDeliveryReasonCode(int number) {
    public static final NonDeliveryReasonCode TRANSFER_FAILURE = new NonDeliveryReasonCode(0);
    public static final NonDeliveryReasonCode UNABLE_TO_TRANSFER = new NonDeliveryReasonCode(1);
    public static final NonDeliveryReasonCode CONVERSION_NOT_PERFORMED = new NonDeliveryReasonCode(2);
    public static final NonDeliveryReasonCode PHYSICAL_RENDITION_NOT_PERFORMED = new NonDeliveryReasonCode(3);
    public static final NonDeliveryReasonCode PHYSICAL_DELIVERY_NOT_PERFORMED = new NonDeliveryReasonCode(4);
    public static final NonDeliveryReasonCode RESTRICTED_DELIVERY = new NonDeliveryReasonCode(5);
    public static final NonDeliveryReasonCode DIRECTORY_OPERATION_UNSUCCESSFUL = new NonDeliveryReasonCode(6);
    public static final NonDeliveryReasonCode DEFERRED_DELIVERY_NOT_PERFORMED = new NonDeliveryReasonCode(7);
    public static final NonDeliveryReasonCode TRANSFER_FAILURE_FOR_SECURITY_REASON = new NonDeliveryReasonCode(8);

    private static final List<String> NAMES = List.of(
            "transfer-failure",
            "unable-to-transfer",
            "conversion-not-performed",
            "physical-rendition-not-performed",
            "physical-delivery-not-performed",
            "restricted-delivery",
            "directory-operation-unsuccessful",
            "deferred-delivery-not-performed",
            "transfer-failure-for-security-reason");

    /** Its name in X.411, or the number where X.411 has none. */
    public String name() {
        return number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }

    @Override
    public String toString() {
        return name();
    }
}
