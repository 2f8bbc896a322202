package org.openx400.mta.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeRewriter;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.ReportContentRewriter;
import org.openx400.mta.p1.Rewrite;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoredMessage;

/**
 * Makes the APDUs that leave: the stored envelope with our trace and the responsibility of this copy's recipients, then
 * the content as it is stored. Reads the store, so not for I/O threads.
 */
final class OutgoingTransfers {
    private final RelayContext context;
    private final ReportContents contents;
    private volatile Map<String, String> mtaNames = Map.of();

    /** @param connectors whose peers may have been tried before */
    OutgoingTransfers(RelayContext context, ReportContents contents, List<Connector> connectors) {
        this.context = context;
        this.contents = contents;
        serve(connectors);
    }

    /** From now on these are the connectors whose peers may have been tried before. */
    void serve(List<Connector> connectors) {
        mtaNames = connectors.stream()
                .collect(Collectors.toMap(
                        Connector::name, connector -> connector.mta().name()));
    }

    /**
     * Prepares the APDU of an entry for a peer.
     *
     * @throws DecodeException if the stored envelope is damaged
     */
    Prepared prepare(QueueEntry entry, Connector connector) throws DecodeException, IOException, QueueException {
        Optional<StoredMessage> message = context.queue().message(entry.messageId());
        if (message.isEmpty()) {
            return new Prepared.Gone();
        }
        StoredMessage stored = message.get();
        boolean is1984 = connector.mode() == Mode.X410_1984;
        boolean withoutInternalTrace = is1984 || connector.peculiarities().omitInternalTrace();
        OwnTrace trace = ownTrace(entry, stored, withoutInternalTrace);
        ExtensionForm form =
                connector.peculiarities().extensionTypeForm1988() ? ExtensionForm.X411_1988 : ExtensionForm.STANDARD;
        Rewrite rewrite = new Rewrite(
                trace.external(),
                withoutInternalTrace
                        ? new Rewrite.InternalTrace.Drop()
                        : new Rewrite.InternalTrace.Append(trace.internal()),
                new HashSet<>(entry.recipients()),
                form);
        Octets envelope = EnvelopeRewriter.rewrite(stored.kind(), stored.envelope(), rewrite);
        if (is1984) {
            return prepare1984(entry, stored, envelope);
        }
        if (stored.kind() == ApduKind.REPORT && form == ExtensionForm.X411_1988) {
            Optional<Octets> content = reportOctets(stored);
            if (content.isPresent()) {
                Octets rewritten = ReportContentRewriter.rewrite(content.get(), form);
                return new Prepared.Ready(StoredApdu.inMemory(stored.kind(), envelope, rewritten));
            }
        }
        return new Prepared.Ready(open(stored, envelope));
    }

    private Prepared prepare1984(QueueEntry entry, StoredMessage stored, Octets rewritten)
            throws DecodeException, IOException, QueueException {
        TransferEnvelope envelope = Envelopes.decode(stored.kind(), rewritten);
        if (envelope instanceof ReportTransferEnvelope report) {
            return report1984(stored, report);
        }
        TransferTo1984.Copy copy =
                TransferTo1984.copy(envelope, context.settings().domain());
        if (copy.outcomes().isEmpty() && copy.encoded().isPresent()) {
            return new Prepared.Ready(open(stored, copy.encoded().get()));
        }
        List<Integer> remaining = new ArrayList<>(entry.recipients());
        copy.outcomes().forEach(outcome -> remaining.remove((Integer) outcome.recipient()));
        return new Prepared.Impossible(copy.outcomes(), remaining);
    }

    private Prepared report1984(StoredMessage stored, ReportTransferEnvelope report)
            throws DecodeException, IOException, QueueException {
        Optional<ReportTransferContent> said = reportContent(stored);
        if (said.isEmpty()) {
            return impossible("its content is too large to be read");
        }
        Optional<Octets> encoded = TransferTo1984.report(report);
        Optional<Octets> content =
                TransferTo1984.content(said.get(), context.settings().domain());
        return encoded.isPresent() && content.isPresent()
                ? new Prepared.Ready(StoredApdu.inMemory(stored.kind(), encoded.get(), content.get()))
                : impossible("a name is unknown in 1984");
    }

    private static Prepared impossible(String why) {
        return new Prepared.Impossible(List.of(TransferTo1984.impossible(0, why)), List.of());
    }

    /** The message as one of our users gets it: with the recipients that are disclosed to him, responsible for him alone. */
    ApduSource forDelivery(QueueEntry entry, StoredMessage stored, int recipient, Set<Integer> disclosed)
            throws P1Exception, IOException, QueueException {
        return forDelivery(entry, stored, Set.of(recipient), Optional.of(disclosed));
    }

    /** The report as one of our users gets it. */
    ApduSource forDelivery(QueueEntry entry, StoredMessage stored) throws P1Exception, IOException, QueueException {
        return forDelivery(entry, stored, Set.of(), Optional.empty());
    }

    private ApduSource forDelivery(
            QueueEntry entry, StoredMessage stored, Set<Integer> responsible, Optional<Set<Integer>> disclosed)
            throws P1Exception, IOException, QueueException {
        OwnTrace trace = ownTrace(entry, stored, false);
        Rewrite rewrite = new Rewrite(
                trace.external(),
                new Rewrite.InternalTrace.Append(trace.internal()),
                responsible,
                disclosed,
                ExtensionForm.STANDARD);
        return open(stored, EnvelopeRewriter.rewrite(stored.kind(), stored.envelope(), rewrite));
    }

    private OwnTrace ownTrace(QueueEntry entry, StoredMessage stored, boolean withoutInternalTrace) throws P1Exception {
        List<String> tried = entry.routesTried();
        Optional<String> lastTried =
                tried.isEmpty() ? Optional.empty() : Optional.ofNullable(mtaNames.get(tried.get(tried.size() - 1)));
        return OwnTrace.of(Envelopes.passage(stored), entry, lastTried, withoutInternalTrace, context.settings());
    }

    private StoredApdu open(StoredMessage stored, Octets envelope) throws IOException, QueueException {
        OutgoingApdu apdu = OutgoingApdu.of(stored.kind(), envelope, stored.contentLength());
        return StoredApdu.of(apdu, stored.id(), () -> context.queue().content(stored.id()));
    }

    /** What a stored report says; empty if it is too large to be read. */
    Optional<ReportTransferContent> reportContent(StoredMessage stored)
            throws DecodeException, IOException, QueueException {
        try (ContentReader content = context.queue().content(stored.id())) {
            return contents.read(content);
        }
    }

    private Optional<Octets> reportOctets(StoredMessage stored) throws IOException, QueueException {
        try (ContentReader content = context.queue().content(stored.id())) {
            return contents.octets(content);
        }
    }
}
