package org.openx400.mta.ipm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.InterpersonalNotification.NonReceipt;
import org.openx400.mta.ipm.InterpersonalNotification.OtherNotification;
import org.openx400.mta.ipm.InterpersonalNotification.Outcome;
import org.openx400.mta.ipm.InterpersonalNotification.Receipt;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** IPN, X.420 clause 8. */
final class NotificationCodec {
    private static final Tag CHOICE = Tag.context(0);
    private static final Tag IPN_ORIGINATOR = Tag.context(1);
    private static final Tag IPM_INTENDED_RECIPIENT = Tag.context(2);

    private static final Tag NON_RECEIPT_FIELDS = Tag.context(0);
    private static final Tag RECEIPT_FIELDS = Tag.context(1);

    private static final int MAX_REASON = 255;

    private NotificationCodec() {}

    static InterpersonalNotification decode(Tlv set) throws DecodeException {
        IpmIdentifier subject = null;
        ORDescriptor originator = null;
        ORDescriptor intended = null;
        Outcome outcome = null;
        BerReader reader = set.children("IPN");
        while (reader.hasMore()) {
            Tlv field = reader.next("IPN field");
            if (field.is(Fields.IPM_IDENTIFIER)) {
                subject = Fields.ipmIdentifier(field, "subject-ipm");
            } else if (field.is(IPN_ORIGINATOR)) {
                originator = Fields.orDescriptor(field, "ipn-originator");
            } else if (field.is(IPM_INTENDED_RECIPIENT)) {
                intended = Fields.orDescriptor(field, "ipm-intended-recipient");
            } else if (field.is(CHOICE)) {
                outcome = outcome(field.explicit("notification fields"));
            }
        }
        if (subject == null || outcome == null) {
            throw set.error("IPN", subject == null ? "subject-ipm is missing" : "notification fields are missing");
        }
        return new InterpersonalNotification(subject, originator, intended, outcome);
    }

    private static Outcome outcome(Tlv fields) throws DecodeException {
        if (fields.is(NON_RECEIPT_FIELDS)) {
            return nonReceipt(fields);
        }
        if (fields.is(RECEIPT_FIELDS)) {
            return receipt(fields);
        }
        return new OtherNotification();
    }

    private static NonReceipt nonReceipt(Tlv set) throws DecodeException {
        Tlv reason = Fields.member(set, 0, "non-receipt-fields");
        if (reason == null) {
            throw set.error("non-receipt-fields", "non-receipt-reason is missing");
        }
        Tlv discard = Fields.member(set, 1, "non-receipt-fields");
        Tlv comment = Fields.member(set, 2, "non-receipt-fields");
        Tlv returned = Fields.member(set, 3, "non-receipt-fields");
        return new NonReceipt(
                reason.integer("non-receipt-reason", 0, MAX_REASON),
                discard == null ? null : Integer.valueOf(discard.integer("discard-reason", 0, MAX_REASON)),
                comment == null ? null : comment.string("auto-forward-comment").toLatin1(),
                returned == null ? null : IpmCodec.interpersonalMessage(returned));
    }

    private static Receipt receipt(Tlv set) throws DecodeException {
        Tlv time = Fields.member(set, 0, "receipt-fields");
        Tlv mode = Fields.member(set, 1, "receipt-fields");
        Tlv supplementary = Fields.member(set, 2, "receipt-fields");
        return new Receipt(
                time == null ? null : Fields.time(time, "receipt-time"),
                mode != null && mode.integer("acknowledgment-mode", 0, 1) == 1,
                supplementary == null
                        ? null
                        : supplementary.string("suppl-receipt-info").toLatin1());
    }

    static Octets encode(Tag tag, InterpersonalNotification ipn) {
        List<Octets> fields = new ArrayList<>();
        fields.add(Fields.encode(Fields.IPM_IDENTIFIER, ipn.subjectIpm()));
        addDescriptor(fields, IPN_ORIGINATOR, ipn.ipnOriginator());
        addDescriptor(fields, IPM_INTENDED_RECIPIENT, ipn.ipmIntendedRecipient());
        fields.add(Ber.constructed(CHOICE, encode(ipn.outcome())));
        return Ber.constructed(tag, fields);
    }

    private static void addDescriptor(List<Octets> fields, Tag tag, @Nullable ORDescriptor descriptor) {
        if (descriptor != null) {
            fields.add(Fields.encode(tag, descriptor));
        }
    }

    private static Octets encode(Outcome outcome) {
        List<Octets> fields = new ArrayList<>();
        if (outcome instanceof NonReceipt non) {
            fields.add(Ber.integer(Tag.context(0), non.reason()));
            if (non.discardReason() != null) {
                fields.add(Ber.integer(Tag.context(1), non.discardReason()));
            }
            if (non.autoForwardComment() != null) {
                fields.add(Ber.primitive(Tag.context(2), Octets.latin1(non.autoForwardComment())));
            }
            if (non.returnedIpm() != null) {
                fields.add(IpmCodec.encode(Tag.context(3), non.returnedIpm()));
            }
            return Ber.constructed(NON_RECEIPT_FIELDS, fields);
        }
        if (outcome instanceof Receipt receipt) {
            if (receipt.receiptTime() != null) {
                fields.add(Fields.encode(Tag.context(0), receipt.receiptTime()));
            }
            if (receipt.automatic()) {
                fields.add(Ber.integer(Tag.context(1), 1));
            }
            if (receipt.supplementaryInformation() != null) {
                fields.add(Ber.primitive(Tag.context(2), Octets.latin1(receipt.supplementaryInformation())));
            }
            return Ber.constructed(RECEIPT_FIELDS, fields);
        }
        return Ber.constructed(Tag.context(2), fields);
    }
}
