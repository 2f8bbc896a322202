package org.openx400.mta.p1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.RandomAddresses;
import org.openx400.mta.envelope.*;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Envelopes and report contents with any of their members, within the upper bounds, the same for the same seed. */
public final class RandomEnvelopes {
    private final Random random;
    private final RandomAddresses addresses;

    public RandomEnvelopes(long seed) {
        this.random = new Random(seed);
        this.addresses = new RandomAddresses(random);
    }

    public TransferEnvelope envelope() {
        return switch (random.nextInt(3)) {
            case 0 -> message();
            case 1 -> probe();
            default -> report();
        };
    }

    public MessageTransferEnvelope message() {
        List<PerRecipientMessageTransferFields> recipients = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            recipients.add(new PerRecipientMessageTransferFields(
                    addresses.name(),
                    1 + random.nextInt(32767),
                    indicators(),
                    maybe(() -> new ExplicitConversion(random.nextInt(18))),
                    extensions(ExtensionPlace.MESSAGE_RECIPIENT)));
        }
        return new MessageTransferEnvelope(
                identifier(),
                addresses.name(),
                maybe(this::types),
                contentType(),
                maybe(() -> "content " + random.nextInt(1000)),
                Priority.values()[random.nextInt(3)],
                PerMessageIndicators.of(random.nextInt(8), random.nextInt(8)),
                maybe(this::time),
                bilateral(),
                trace(),
                extensions(ExtensionPlace.MESSAGE),
                recipients);
    }

    public ProbeTransferEnvelope probe() {
        List<PerRecipientProbeTransferFields> recipients = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            recipients.add(new PerRecipientProbeTransferFields(
                    addresses.name(),
                    1 + random.nextInt(32767),
                    indicators(),
                    maybe(() -> new ExplicitConversion(random.nextInt(18))),
                    extensions(ExtensionPlace.PROBE_RECIPIENT)));
        }
        return new ProbeTransferEnvelope(
                identifier(),
                addresses.name(),
                maybe(this::types),
                contentType(),
                maybe(() -> "content " + random.nextInt(1000)),
                maybe(() -> random.nextInt(Integer.MAX_VALUE)),
                PerMessageIndicators.of(random.nextInt(8)),
                bilateral(),
                trace(),
                extensions(ExtensionPlace.PROBE),
                recipients);
    }

    public ReportTransferEnvelope report() {
        return new ReportTransferEnvelope(
                identifier(), addresses.name(), trace(), extensions(ExtensionPlace.REPORT_ENVELOPE));
    }

    public ReportTransferContent reportContent() {
        List<PerRecipientReportTransferFields> recipients = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            recipients.add(new PerRecipientReportTransferFields(
                    addresses.name(),
                    1 + random.nextInt(32767),
                    indicators(),
                    new LastTraceInformation(time(), maybe(this::types), reportType()),
                    maybe(addresses::name),
                    maybe(() -> "information " + random.nextInt(1000)),
                    extensions(ExtensionPlace.REPORT_RECIPIENT)));
        }
        return new ReportTransferContent(
                identifier(),
                maybe(this::trace),
                maybe(this::types),
                maybe(this::contentType),
                maybe(() -> "content " + random.nextInt(1000)),
                maybe(() -> octets(random.nextInt(300))),
                maybe(() -> Ber.integer(random.nextInt())),
                extensions(ExtensionPlace.REPORT_CONTENT),
                recipients);
    }

    /** Any octets. */
    public Octets octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return Octets.wrap(octets);
    }

    private ReportType reportType() {
        return random.nextBoolean()
                ? new ReportType.Delivery(time(), new TypeOfMTSUser(random.nextInt(7)))
                : new ReportType.NonDelivery(
                        new NonDeliveryReasonCode(random.nextInt(9)),
                        maybe(() -> new NonDeliveryDiagnosticCode(random.nextInt(79))));
    }

    private MTSIdentifier identifier() {
        return new MTSIdentifier(domain(), "local " + random.nextInt(Integer.MAX_VALUE));
    }

    private GlobalDomainIdentifier domain() {
        return GlobalDomainIdentifier.of(
                "US", random.nextBoolean() ? " " : "ADMD", maybe(() -> "PRMD" + random.nextInt(100)));
    }

    private ContentType contentType() {
        return random.nextInt(3) == 0
                ? new ContentType.Extended("1.3.26.0.4406.0.4." + random.nextInt(9))
                : new ContentType.BuiltIn(random.nextBoolean() ? 22 : 2);
    }

    private EncodedInformationTypes types() {
        List<Octets> parameters = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            parameters.add(Ber.bitString(Tag.context(1), BitString.of(10, 8, 9)));
        }
        return new EncodedInformationTypes(
                BitString.of(10, random.nextInt(10)),
                parameters,
                random.nextBoolean() ? List.of() : List.of("2.6.3.4." + random.nextInt(10), "1.0.10021.7.1.0.100"));
    }

    private PerRecipientIndicators indicators() {
        return PerRecipientIndicators.of(
                random.nextBoolean(),
                OriginatingMTAReportRequest.values()[1 + random.nextInt(3)],
                OriginatorReportRequest.values()[random.nextInt(3)]);
    }

    private UTCTime time() {
        return random.nextInt(10) == 0
                ? UTCTime.parse("2611202130+0100")
                : UTCTime.of(Instant.ofEpochSecond(1_000_000_000L + random.nextInt(1_000_000_000)));
    }

    private List<PerDomainBilateralInformation> bilateral() {
        List<PerDomainBilateralInformation> all = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            all.add(new PerDomainBilateralInformation(
                    NumericOrPrintable.printable("US"),
                    NumericOrPrintable.printable("ADMD"),
                    maybe(() -> NumericOrPrintable.numeric("123")),
                    Ber.octetString(Tag.OCTET_STRING, octets(random.nextInt(20)))));
        }
        return all;
    }

    public List<TraceInformationElement> trace() {
        List<TraceInformationElement> trace = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            trace.add(new TraceInformationElement(
                    domain(),
                    new DomainSuppliedInformation(
                            time(), maybe(this::time), action(), maybe(this::domain), maybe(this::types), actions())));
        }
        return trace;
    }

    public List<InternalTraceInformationElement> internalTrace() {
        List<InternalTraceInformationElement> trace = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            trace.add(new InternalTraceInformationElement(
                    domain(),
                    "MTA" + random.nextInt(100),
                    new MTASuppliedInformation(
                            time(),
                            maybe(this::time),
                            action(),
                            random.nextBoolean()
                                    ? new MTASuppliedInformation.Attempted.MTA("OTHER")
                                    : maybe(() -> new MTASuppliedInformation.Attempted.Domain(domain())),
                            maybe(this::types),
                            actions())));
        }
        return trace;
    }

    private RoutingAction action() {
        return RoutingAction.values()[random.nextInt(2)];
    }

    private OtherActions actions() {
        return switch (random.nextInt(4)) {
            case 0 -> OtherActions.REDIRECTED;
            case 1 -> OtherActions.DL_OPERATION;
            default -> OtherActions.NONE;
        };
    }

    private List<ExtensionField> extensions(ExtensionPlace place) {
        List<ExtensionField> fields = new ArrayList<>();
        for (StandardExtension<?> extension : StandardExtensions.all()) {
            if (extension.allowedIn(place) && random.nextInt(6) == 0) {
                fields.add(field(extension));
            }
        }
        if (random.nextInt(4) == 0) {
            fields.add(new ExtensionField(
                    new ExtensionIdentifier.Private("1.3.26.0.4406.0.8." + random.nextInt(9)),
                    Criticality.FOR_DELIVERY,
                    maybe(() -> Ber.integer(random.nextInt()))));
        }
        return fields;
    }

    /** A field of this type with any value. */
    @SuppressWarnings("unchecked") // value() makes values of the type that the number stands for
    public ExtensionField field(StandardExtension<?> extension) {
        return ((StandardExtension<Object>) extension).encode(value(extension.number()));
    }

    private Object value(int number) {
        return switch (number) {
            case 1, 3, 4, 7, 8, 21, 22 -> random.nextBoolean();
            case 2, 27, 31 -> addresses.name();
            case 5 -> time();
            case 6 -> List.of(random.nextInt(10), random.nextInt(10));
            case 9 -> BitString.of(8, random.nextInt(8));
            case 10, 14 -> random.nextInt(4);
            case 11 -> "number \u00e9" + random.nextInt(100);
            case 12 -> "2.6.5.0." + random.nextInt(9);
            case 13 -> addresses.address();
            case 16 -> new Token("2.6.3.6.0", Ber.sequence(Ber.integer(random.nextInt())));
            case 17 -> algorithm();
            case 18, 19, 24, 29, 33, 35 -> new Signature(algorithm(), new BitString(octets(16), 128));
            case 20 -> label();
            case 23 -> new ContentCorrelator(random.nextBoolean(), Octets.latin1("Subject: " + random.nextInt()));
            case 25 -> List.of(new Redirection(name(), time(), Redirection.Reason.values()[random.nextInt(5)]));
            case 26, 30 -> List.of(new NameAndTime(name(), time()), new NameAndTime(name(), time()));
            case 36 -> random.nextInt(1 << 20);
            case 37 -> trace();
            case 38 -> internalTrace();
            case 39 -> new ReportingMTAName(domain(), "MTA", maybe(addresses::directoryName));
            case 40 -> List.of(Ber.constructed(Tag.context(1), Ber.sequence()));
            case 42 -> List.of(name(), name());
            case 45, 46 -> new CertificateSelectors(Map.of(0, Ber.integer(1), 3, Octets.NONE));
            default -> Ber.sequence(Ber.integer(random.nextInt()));
        };
    }

    private ORName name() {
        return addresses.name();
    }

    private AlgorithmIdentifier algorithm() {
        return new AlgorithmIdentifier("1.2.840.113549.1.1.11", maybe(() -> Ber.nullValue(Tag.NULL)));
    }

    private SecurityLabel label() {
        return new SecurityLabel(
                maybe(() -> "1.3.26.0.4406.0.7"),
                maybe(() -> random.nextInt(6)),
                maybe(() -> "MARK " + random.nextInt(100)),
                random.nextBoolean() ? List.of() : List.of(new SecurityLabel.Category("1.2.3", Ber.integer(1))));
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? value.get() : null;
    }
}
