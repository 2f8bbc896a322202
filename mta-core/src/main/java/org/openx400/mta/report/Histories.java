package org.openx400.mta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtensions;

/** The extensions of a subject that a report on it depends on: what came before, and what is copied. */
final class Histories {
    private Histories() {}

    /** The distribution list that was expanded last: its owner is the one to be told. */
    static Optional<ORName> lastDL(TransferEnvelope subject) throws P1Exception {
        List<NameAndTime> expansions = dlExpansions(subject);
        return expansions.isEmpty()
                ? Optional.empty()
                : Optional.of(expansions.get(expansions.size() - 1).name());
    }

    /** Of a subject that was expanded: the originator with the time of submission, then every list. */
    static Optional<ExtensionField> originatorAndDLExpansionHistory(Subject subject) throws P1Exception {
        List<NameAndTime> expansions = dlExpansions(subject.envelope());
        List<TraceInformationElement> trace = subject.envelope().traceInformation();
        if (expansions.isEmpty() || trace.isEmpty()) {
            return Optional.empty();
        }
        UTCTime submission = trace.get(0).domainSuppliedInformation().arrivalTime();
        List<NameAndTime> history = new ArrayList<>();
        history.add(new NameAndTime(subject.originator(), submission));
        history.addAll(expansions);
        return Optional.of(StandardExtensions.ORIGINATOR_AND_DL_EXPANSION_HISTORY.encode(history));
    }

    private static List<NameAndTime> dlExpansions(TransferEnvelope subject) throws P1Exception {
        List<NameAndTime> expansions = StandardExtensions.DL_EXPANSION_HISTORY.find(subject.extensions());
        return expansions == null ? List.of() : expansions;
    }

    /** Copied as it came. */
    static List<ExtensionField> contentCorrelator(TransferEnvelope subject) {
        return copies(subject.extensions(), StandardExtensions.CONTENT_CORRELATOR.number());
    }

    /** Copied as it came: a report is labelled as its subject is. */
    static List<ExtensionField> messageSecurityLabel(TransferEnvelope subject) {
        return copies(subject.extensions(), StandardExtensions.MESSAGE_SECURITY_LABEL.number());
    }

    /** Copied as it came. */
    static List<ExtensionField> redirectionHistory(PerRecipientTransferFields recipient) {
        return copies(recipient.extensions(), StandardExtensions.REDIRECTION_HISTORY.number());
    }

    /** Whom the originator meant, if the message was redirected since. */
    static Optional<ORName> firstIntended(PerRecipientTransferFields recipient) throws P1Exception {
        List<Redirection> redirections = StandardExtensions.REDIRECTION_HISTORY.find(recipient.extensions());
        return redirections == null || redirections.isEmpty()
                ? Optional.empty()
                : Optional.of(redirections.get(0).intendedRecipient());
    }

    private static List<ExtensionField> copies(List<ExtensionField> fields, int number) {
        return fields.stream().filter(field -> field.is(number)).toList();
    }
}
