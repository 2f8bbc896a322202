package org.openx400.mta.mixer;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.ipm.InformationObject;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.mixer.AddressRule.Kind;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;

/** Messages, reports and probes of X.400 as mail for the Internet, RFC 2156. Thread-safe. */
public final class X400ToInternet {
    private static final ReportType.NonDelivery UNRECOGNISED = new ReportType.NonDelivery(
            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME);

    private static final ReportType.NonDelivery CONTENT_TYPE = new ReportType.NonDelivery(
            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.CONTENT_TYPE_NOT_SUPPORTED);

    private static final ReportType.NonDelivery CONTENT_SYNTAX = new ReportType.NonDelivery(
            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.CONTENT_SYNTAX_ERROR);

    private static final ReportType.NonDelivery LOOP = new ReportType.NonDelivery(
            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.LOOP_DETECTED);
    private static final ReportType.NonDelivery CRITICAL = new ReportType.NonDelivery(
            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNSUPPORTED_CRITICAL_FUNCTION);
    private static final ReportType.NonDelivery LOSS = new ReportType.NonDelivery(
            NonDeliveryReasonCode.CONVERSION_NOT_PERFORMED, NonDeliveryDiagnosticCode.CONVERSION_WITH_LOSS_PROHIBITED);
    private static final ReportType.NonDelivery CONVERSION = new ReportType.NonDelivery(
            NonDeliveryReasonCode.CONVERSION_NOT_PERFORMED, NonDeliveryDiagnosticCode.IMPLICIT_CONVERSION_PROHIBITED);

    // RFC 2156 5.3.9
    private static final String PROBED =
            "answered by the gateway to the Internet, which has not asked the recipient's host";

    private final AddressMapper addresses;
    private final EnvelopeToInternet envelopes;
    private final ReportToInternet reports;
    private final NotificationToInternet notifications;

    public X400ToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.envelopes = new EnvelopeToInternet(addresses);
        this.reports = new ReportToInternet(addresses);
        this.notifications = new NotificationToInternet(addresses);
    }

    /** What is in a content: an IPM or an IPN, or why it is neither. */
    private record Read(
            @Nullable InformationObject object,
            ReportType.@Nullable NonDelivery refusal,
            @Nullable String why) {}

    /**
     * Converts a message for some of its recipients.
     *
     * @param content all of it; the mail shares its memory
     * @param recipients positions in the per-recipient-fields
     * @param now when the mail is made
     */
    public Outgoing message(MessageTransferEnvelope envelope, Octets content, List<Integer> recipients, Instant now) {
        Read read = read(envelope, content);
        List<Outcome> nonDelivered = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<MailRecipient> mailRecipients = new ArrayList<>();
        for (int position : recipients) {
            if (read.refusal() != null) {
                nonDelivered.add(new Outcome(position, read.refusal(), read.why()));
                continue;
            }
            Optional<String> critical = CriticalFunctions.unsupported(
                    envelope.perRecipientFields().get(position).extensions());
            if (critical.isPresent()) {
                nonDelivered.add(new Outcome(position, CRITICAL, critical.get()));
                continue;
            }
            try {
                MailPath path = recipient(envelope.perRecipientFields().get(position));
                mailRecipients.add(EnvelopeToInternet.recipient(
                        path, envelope.perRecipientFields().get(position)));
                positions.add(position);
            } catch (AddressMappingException e) {
                nonDelivered.add(new Outcome(position, UNRECOGNISED, e.getMessage()));
            }
        }
        InformationObject object = read.object();
        return object == null || positions.isEmpty()
                ? new Outgoing(null, List.of(), nonDelivered)
                : new Outgoing(
                        mail(envelope, object, content, positions, mailRecipients, now), positions, nonDelivered);
    }

    /**
     * Converts a report.
     *
     * @return empty if its originator wants to hear nothing of what it says
     * @throws AddressMappingException if whom it is for has no Internet address
     */
    public Optional<InternetMail> report(ReportTransferEnvelope envelope, ReportTransferContent content, Instant now)
            throws AddressMappingException {
        ReportTransferContent wanted = ReportToInternet.wanted(content);
        return wanted.perRecipientFields().isEmpty()
                ? Optional.empty()
                : Optional.of(reports.mail(envelope, wanted, now));
    }

    /**
     * Whether a message like this would be taken over by the Internet, which is all that can be said, RFC 2156 5.3.9.
     *
     * @param recipients positions in the per-recipient-fields
     */
    public List<Outcome> probe(ProbeTransferEnvelope envelope, List<Integer> recipients, Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int position : recipients) {
            outcomes.add(probed(envelope, position, now));
        }
        return outcomes;
    }

    private Outcome probed(ProbeTransferEnvelope envelope, int position, Instant now) {
        PerRecipientTransferFields recipient = envelope.perRecipientFields().get(position);
        Optional<String> critical = CriticalFunctions.unsupported(envelope.extensions())
                .or(() -> CriticalFunctions.unsupported(recipient.extensions()));
        try {
            recipient(recipient);
            if (critical.isPresent()) {
                return new Outcome(position, CRITICAL, critical.get());
            }
            return isInterpersonal(envelope.contentType())
                    ? new Outcome(position, new ReportType.Delivery(UTCTime.of(now), TypeOfMTSUser.OTHER), PROBED)
                    : new Outcome(position, CONTENT_TYPE, "only interpersonal messages go to the Internet");
        } catch (AddressMappingException e) {
            return new Outcome(position, UNRECOGNISED, e.getMessage());
        }
    }

    private static boolean isInterpersonal(ContentType type) {
        return type.equals(ContentType.INTERPERSONAL_MESSAGING_1984)
                || type.equals(ContentType.INTERPERSONAL_MESSAGING_1988);
    }

    private static Read read(MessageTransferEnvelope envelope, Octets content) {
        if (!isInterpersonal(envelope.contentType())) {
            return new Read(null, CONTENT_TYPE, "only interpersonal messages go to the Internet");
        }
        Optional<String> critical = CriticalFunctions.unsupported(envelope.extensions());
        if (critical.isPresent()) {
            return new Read(null, CRITICAL, critical.get());
        }
        if (TraceFields.conversions(envelope.traceInformation()) > EnvelopeToX400.MOST_CONVERSIONS) {
            return new Read(null, LOOP, "it was converted from Internet mail too often");
        }
        try {
            InformationObject object = IpmCodec.decode(content);
            return object instanceof InterpersonalMessage ipm ? permitted(envelope, ipm) : new Read(object, null, null);
        } catch (DecodeException e) {
            return new Read(null, CONTENT_SYNTAX, e.getMessage());
        }
    }

    private static Read permitted(MessageTransferEnvelope envelope, InterpersonalMessage ipm) {
        if (envelope.perMessageIndicators().implicitConversionProhibited()) {
            Optional<String> conversion = ConversionToInternet.needed(ipm.body());
            if (conversion.isPresent()) {
                return new Read(null, CONVERSION, conversion.get() + " would have to be converted");
            }
        }
        if (CriticalFunctions.isLossProhibited(envelope.extensions())) {
            Optional<String> loss = ConversionToInternet.loss(ipm);
            if (loss.isPresent()) {
                return new Read(null, LOSS, loss.get() + " would be lost");
            }
        }
        return new Read(ipm, null, null);
    }

    private MailPath recipient(PerRecipientTransferFields recipient) throws AddressMappingException {
        AddressMapper.ToInternet mapped =
                addresses.toInternet(recipient.recipientName().address());
        if (mapped.rule().kind() == Kind.LEFT_HAND_SIDE) {
            throw new AddressMappingException(
                    "the O/R address has no Internet address: it would lead back to the gateway");
        }
        return mapped.mailbox();
    }

    private InternetMail mail(
            MessageTransferEnvelope envelope,
            InformationObject object,
            Octets content,
            List<Integer> positions,
            List<MailRecipient> recipients,
            Instant now) {
        Instant submitted = submission(envelope.traceInformation(), now);
        if (object instanceof InterpersonalNotification notification) {
            return notification(envelope, notification, recipients, submitted);
        }
        InterpersonalMessage ipm = (InterpersonalMessage) object;
        HeaderWriter header = new HeaderWriter();
        header.field("Received", received(now));
        TraceFields.toInternet(envelope.traceInformation())
                .forEach(element -> header.field(TraceFields.RECEIVED, element));
        HeadingToInternet.writeTrace(ipm.heading(), header);
        envelopes.write(envelope, positions, header);
        HeadingToInternet headings = new HeadingToInternet(addresses);
        headings.write(ipm.heading(), envelope.originatorName(), header);
        if (!HeadingToInternet.hasRecipients(ipm.heading())) {
            header.field("To", "list:;"); // RFC 2156 5.3.2
        }
        if (HeadingToInternet.carried(ipm.heading()).first("Date").isEmpty()) {
            header.field("Date", MailDates.format(submitted));
        }
        MimeOutput out = new MimeOutput();
        new BodyToInternet(headings, out, boundary(content)).write(ipm, header);
        return new InternetMail(envelopes.envelope(envelope, recipients), out);
    }

    // RFC 2156 5.3.7
    private String received(Instant now) {
        String domain = addresses.gateway().domain();
        return "from " + domain + " by " + domain + " (MIXER Conversion following RFC 2156); " + MailDates.format(now);
    }

    private InternetMail notification(
            MessageTransferEnvelope envelope,
            InterpersonalNotification notification,
            List<MailRecipient> recipients,
            Instant submitted) {
        MailPath to = recipients.get(0).path();
        return new InternetMail(
                ReportToInternet.notificationEnvelope(to).to(recipients),
                notifications.content(envelope, notification, to, submitted));
    }

    private static Instant submission(List<TraceInformationElement> trace, Instant now) {
        return trace.isEmpty()
                ? now
                : trace.get(0).domainSuppliedInformation().arrivalTime().instant();
    }

    /** An IPM without an envelope. */
    static MimeOutput output(AddressMapper addresses, InterpersonalMessage ipm, Octets content) {
        HeadingToInternet headings = new HeadingToInternet(addresses);
        HeaderWriter header = new HeaderWriter();
        HeadingToInternet.writeTrace(ipm.heading(), header);
        headings.write(ipm.heading(), null, header);
        MimeOutput out = new MimeOutput();
        new BodyToInternet(headings, out, boundary(content)).write(ipm, header);
        return out;
    }

    /** A boundary that nobody can foresee who does not know all of the content, so that none can be in it. */
    static String boundary(Octets content) {
        MessageDigest digest = Sha256.begin();
        content.digest(digest);
        return "=_" + HexFormat.of().formatHex(digest.digest(), 0, 12);
    }
}
