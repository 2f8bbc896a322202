package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;

/**
 * Trace and MTS identifiers as header fields and back, RFC 2156 5.3.7: a message that went through the Internet brings its
 * X.400 trace along, so loops through both worlds are found.
 */
final class TraceFields {
    static final String RECEIVED = "X400-Received";

    private static final int MOST_ELEMENTS = 512; // X.411 ub-transfers
    private static final int LOCAL_IDENTIFIER_LENGTH = 32;

    private static final Pattern ELEMENT = Pattern.compile(
            "by (/.*/);(?: deferred until ([^;]+);)? (Relayed|Rerouted);(?: (redirected|dl-operation);)? ([^;]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MTS_IDENTIFIER = Pattern.compile("\\[(/.*/);(.*)]");

    private TraceFields() {}

    /** One body for each element, the last one first as in Received. */
    static List<String> toInternet(List<TraceInformationElement> trace) {
        List<String> bodies = new ArrayList<>();
        for (TraceInformationElement element : trace) {
            DomainSuppliedInformation supplied = element.domainSuppliedInformation();
            UTCTime deferred = supplied.deferredTime();
            OtherActions actions = supplied.otherActions();
            bodies.add(
                    0,
                    "by " + domain(element.globalDomainIdentifier()) + ";"
                            + (deferred == null ? "" : " deferred until " + MailDates.format(deferred.instant()) + ";")
                            + (supplied.routingAction() == RoutingAction.REROUTED ? " Rerouted;" : " Relayed;")
                            + (actions.redirected() ? " redirected;" : actions.dlOperation() ? " dl-operation;" : "")
                            + " " + MailDates.format(supplied.arrivalTime().instant()));
        }
        return bodies;
    }

    /** Oldest first; what is no trace is passed over. */
    static List<TraceInformationElement> toX400(HeaderFields header) {
        List<TraceInformationElement> trace = new ArrayList<>();
        for (String body : header.all(RECEIVED)) {
            element(body).ifPresent(element -> trace.add(0, element));
        }
        return trace.size() <= MOST_ELEMENTS ? trace : trace.subList(trace.size() - MOST_ELEMENTS, trace.size());
    }

    private static Optional<TraceInformationElement> element(String body) {
        Matcher element = ELEMENT.matcher(body);
        if (!element.matches()) {
            return Optional.empty();
        }
        Optional<GlobalDomainIdentifier> domain = domain(element.group(1));
        Optional<Instant> arrival = MailDates.parse(element.group(5));
        if (domain.isEmpty() || arrival.isEmpty()) {
            return Optional.empty();
        }
        String deferred = element.group(2);
        return Optional.of(new TraceInformationElement(
                domain.get(),
                new DomainSuppliedInformation(
                        UTCTime.of(arrival.get()),
                        deferred == null
                                ? null
                                : MailDates.parse(deferred).map(UTCTime::of).orElse(null),
                        element.group(3).equalsIgnoreCase("Rerouted") ? RoutingAction.REROUTED : RoutingAction.RELAYED,
                        null,
                        null,
                        actions(element.group(4)))));
    }

    private static OtherActions actions(@Nullable String word) {
        if (word == null) {
            return OtherActions.NONE;
        }
        return word.equalsIgnoreCase("redirected") ? OtherActions.REDIRECTED : OtherActions.DL_OPERATION;
    }

    static String domain(GlobalDomainIdentifier domain) {
        return StandardOr.format(ORAddress.builder()
                .countryName(domain.countryName())
                .administrationDomainName(domain.administrationDomainName())
                .privateDomainName(domain.privateDomainIdentifier())
                .build());
    }

    private static Optional<GlobalDomainIdentifier> domain(String text) {
        try {
            ORAddress address = StandardOr.parse(text);
            NumericOrPrintable country = address.countryName();
            NumericOrPrintable administration = address.administrationDomainName();
            return country == null || administration == null
                    ? Optional.empty()
                    : Optional.of(new GlobalDomainIdentifier(country, administration, address.privateDomainName()));
        } catch (ORAddressSyntaxException e) {
            return Optional.empty();
        }
    }

    /** {@code [/PRMD=../ADMD=../C=../;local]}, RFC 2156 5.3.7. */
    static String toInternet(MTSIdentifier identifier) {
        return "[" + domain(identifier.globalDomainIdentifier()) + ";" + identifier.localIdentifier() + "]";
    }

    static Optional<MTSIdentifier> identifier(String text) {
        Matcher matcher = MTS_IDENTIFIER.matcher(text.strip());
        if (!matcher.matches() || matcher.group(2).isEmpty() || matcher.group(2).length() > LOCAL_IDENTIFIER_LENGTH) {
            return Optional.empty();
        }
        return domain(matcher.group(1)).map(domain -> new MTSIdentifier(domain, matcher.group(2)));
    }
}
