package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.PerDomainBilateralInformation;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientProbeTransferFields;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.octets.BitString;

/**
 * Envelopes for an MTA of 1984, X.419 Annex B and RFC 1328: extensions, internal trace, other-actions and directory names
 * go; a common name becomes the domain-defined attribute Common. An originator that 1984 cannot name, and a recipient
 * that gets his copy from somebody else, are named through our domain. An extension that is critical for transfer or
 * delivery, a content type that has no number, and a name of his own that 1984 cannot say keep a recipient from
 * being transferred.
 *
 * <p>Reports: {@link ReportDowngrade1984}. What comes from such an MTA: {@link Upgrade1984}.
 */
public final class Downgrade1984 {
    private static final int INDICATOR_BITS = 8;
    private static final int BUILT_IN_TYPES = 10;
    /** X.420 Annex A (id-cont) and X.411 Annex A: object identifiers of contents that have a number as well. */
    private static final Map<ContentType, ContentType> NUMBERED = Map.of(
            new ContentType.Extended("2.6.1.10.0"), ContentType.INTERPERSONAL_MESSAGING_1984,
            new ContentType.Extended("2.6.1.10.1"), ContentType.INTERPERSONAL_MESSAGING_1988,
            new ContentType.Extended("2.6.3.3.0"), ContentType.UNIDENTIFIED);

    private final GlobalDomainIdentifier gateway;
    private final @Nullable String unableForAll;
    private final SortedMap<Integer, String> notTransferable = new TreeMap<>();

    private Downgrade1984(GlobalDomainIdentifier gateway, @Nullable String unableForAll) {
        this.gateway = gateway;
        this.unableForAll = unableForAll;
    }

    /** @param gateway our domain */
    public static Downgraded<MessageTransferEnvelope> message(
            MessageTransferEnvelope envelope, GlobalDomainIdentifier gateway) {
        ORName originator = Names1984.downgrade(envelope.originatorName(), gateway);
        Downgrade1984 downgrade =
                new Downgrade1984(gateway, obstacle(originator, envelope.contentType(), envelope.extensions()));
        List<PerRecipientMessageTransferFields> recipients = new ArrayList<>();
        int position = 0;
        for (PerRecipientMessageTransferFields recipient : envelope.perRecipientFields()) {
            ORName name = downgrade.recipient(recipient, position++);
            if (name != null) {
                recipients.add(new PerRecipientMessageTransferFields(
                        name,
                        recipient.originallySpecifiedRecipientNumber(),
                        indicators(recipient.perRecipientIndicators()),
                        recipient.explicitConversion(),
                        List.of()));
            }
        }
        if (originator == null || !downgrade.worthwhile(recipients)) {
            return new Downgraded<>(null, downgrade.notTransferable);
        }
        return new Downgraded<>(
                new MessageTransferEnvelope(
                        envelope.messageIdentifier(),
                        originator,
                        types(envelope.originalEncodedInformationTypes()),
                        numbered(envelope.contentType()),
                        envelope.contentIdentifier(),
                        envelope.priority(),
                        envelope.perMessageIndicators(),
                        envelope.deferredDeliveryTime(),
                        bilateral(envelope.perDomainBilateralInformation()),
                        trace(envelope.traceInformation()),
                        List.of(),
                        recipients),
                downgrade.notTransferable);
    }

    /** @param gateway our domain */
    public static Downgraded<ProbeTransferEnvelope> probe(
            ProbeTransferEnvelope envelope, GlobalDomainIdentifier gateway) {
        ORName originator = Names1984.downgrade(envelope.originatorName(), gateway);
        Downgrade1984 downgrade =
                new Downgrade1984(gateway, obstacle(originator, envelope.contentType(), envelope.extensions()));
        List<PerRecipientProbeTransferFields> recipients = new ArrayList<>();
        int position = 0;
        for (PerRecipientProbeTransferFields recipient : envelope.perRecipientFields()) {
            ORName name = downgrade.recipient(recipient, position++);
            if (name != null) {
                recipients.add(new PerRecipientProbeTransferFields(
                        name,
                        recipient.originallySpecifiedRecipientNumber(),
                        indicators(recipient.perRecipientIndicators()),
                        recipient.explicitConversion(),
                        List.of()));
            }
        }
        if (originator == null || !downgrade.worthwhile(recipients)) {
            return new Downgraded<>(null, downgrade.notTransferable);
        }
        return new Downgraded<>(
                new ProbeTransferEnvelope(
                        envelope.probeIdentifier(),
                        originator,
                        types(envelope.originalEncodedInformationTypes()),
                        numbered(envelope.contentType()),
                        envelope.contentIdentifier(),
                        envelope.contentLength(),
                        envelope.perMessageIndicators(),
                        bilateral(envelope.perDomainBilateralInformation()),
                        trace(envelope.traceInformation()),
                        List.of(),
                        recipients),
                downgrade.notTransferable);
    }

    /** The envelope of a report, or null when its destination cannot be named or a critical extension is in it. */
    public static @Nullable ReportTransferEnvelope report(ReportTransferEnvelope envelope) {
        ORName destination = Names1984.downgrade(envelope.reportDestinationName());
        if (destination == null || critical(envelope.extensions()) != null) {
            return null;
        }
        return new ReportTransferEnvelope(
                envelope.reportIdentifier(), destination, trace(envelope.traceInformation()), List.of());
    }

    private static @Nullable String obstacle(
            @Nullable ORName originator, ContentType contentType, List<ExtensionField> extensions) {
        if (originator == null) {
            return "the originator's name is longer than 1984 can say";
        }
        if (numbered(contentType) instanceof ContentType.Extended) {
            return "content type " + contentType;
        }
        return critical(extensions);
    }

    private static ContentType numbered(ContentType type) {
        return NUMBERED.getOrDefault(type, type);
    }

    private static @Nullable String critical(List<ExtensionField> extensions) {
        for (ExtensionField extension : extensions) {
            if (extension.criticality().forTransfer() || extension.criticality().forDelivery()) {
                return "critical extension " + extension.type();
            }
        }
        return null;
    }

    /** The name of a recipient that can be transferred. One that we do not carry is silently left out if not. */
    private @Nullable ORName recipient(PerRecipientTransferFields recipient, int position) {
        String obstacle = unableForAll != null ? unableForAll : critical(recipient.extensions());
        boolean ours = recipient.perRecipientIndicators().responsibility();
        ORName name = ours
                ? Names1984.downgrade(recipient.recipientName())
                : Names1984.downgrade(recipient.recipientName(), gateway);
        if (obstacle == null && name == null) {
            obstacle = "the recipient's name has attributes that 1984 does not know";
        }
        if (obstacle == null) {
            return name;
        }
        if (ours) {
            notTransferable.put(position, obstacle);
        }
        return null;
    }

    private boolean worthwhile(List<? extends PerRecipientTransferFields> recipients) {
        return recipients.stream()
                .anyMatch(recipient -> recipient.perRecipientIndicators().responsibility());
    }

    /** 1984 has exactly eight bits. */
    static PerRecipientIndicators indicators(PerRecipientIndicators indicators) {
        BitString bits = BitString.of(INDICATOR_BITS);
        for (int i = 0; i < INDICATOR_BITS; i++) {
            bits = bits.with(i, indicators.bits().bit(i));
        }
        return new PerRecipientIndicators(bits);
    }

    /** Extended types become the built-in bit of the same meaning, or undefined. */
    static @Nullable EncodedInformationTypes types(@Nullable EncodedInformationTypes types) {
        if (types == null || types.extended().isEmpty()) {
            return types;
        }
        BitString bits = types.builtIn() == null ? BitString.EMPTY : types.builtIn();
        for (String extended : types.extended()) {
            bits = bits.with(builtInBit(extended), true);
        }
        return new EncodedInformationTypes(bits, types.nonBasicParameters(), List.of());
    }

    private static int builtInBit(String extended) {
        for (int bit = 1; bit < BUILT_IN_TYPES; bit++) {
            if (extended.equals("2.6.3.4." + bit)) {
                return bit;
            }
        }
        return EncodedInformationTypes.UNKNOWN;
    }

    private static List<PerDomainBilateralInformation> bilateral(List<PerDomainBilateralInformation> all) {
        return all.stream()
                .filter(element -> element.privateDomainIdentifier() == null)
                .toList();
    }

    static List<TraceInformationElement> trace(List<TraceInformationElement> trace) {
        return trace.stream().map(Downgrade1984::traceElement).toList();
    }

    private static TraceInformationElement traceElement(TraceInformationElement element) {
        DomainSuppliedInformation supplied = element.domainSuppliedInformation();
        return new TraceInformationElement(
                element.globalDomainIdentifier(),
                new DomainSuppliedInformation(
                        supplied.arrivalTime(),
                        supplied.deferredTime(),
                        supplied.routingAction(),
                        supplied.attemptedDomain(),
                        types(supplied.convertedEncodedInformationTypes()),
                        OtherActions.NONE));
    }
}
