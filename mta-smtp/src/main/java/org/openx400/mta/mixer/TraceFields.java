package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.BitString;

/**
 * Trace and MTS identifiers as header fields and back, RFC 2156 5.3.7: a message that went through the Internet brings its
 * X.400 trace along, so loops through both worlds are found.
 */
final class TraceFields {
    static final String RECEIVED = "X400-Received";

    private static final int MOST_ELEMENTS = 512; // X.411 ub-transfers
    private static final int LONGEST = 4096;
    private static final int LOCAL_IDENTIFIER_LENGTH = 32;

    /** Begins an ENVID and an Original-Envelope-Id that is an MTS identifier, RFC 2156 5.1.8.3 and Appendix A 3.2. */
    static final String ENVID = "X400-MTS-Identifier: ";

    /** RFC 2156 5.3.7, x400-trace. */
    private static final Pattern ELEMENT = Pattern.compile(
            "by (?:mta \\S{1,80} in )?(/[^;]*/) ?;(?: deferred until ([^;]+);)?(?: converted \\(([^;]*)\\) ?;)?"
                    + "(?: attempted (?:MD ([^;]+)|MTA [^;]+);)? ([A-Za-z, ]+);([^;]+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MTS_IDENTIFIER = Pattern.compile("\\[(/.*/);(.*)]");

    private TraceFields() {}

    /** One body for each element, the last one first as in Received. */
    static List<String> toInternet(List<TraceInformationElement> trace) {
        List<String> bodies = new ArrayList<>();
        trace.forEach(element -> bodies.add(0, toInternet(element)));
        return bodies;
    }

    static String toInternet(TraceInformationElement element) {
        DomainSuppliedInformation supplied = element.domainSuppliedInformation();
        UTCTime deferred = supplied.deferredTime();
        EncodedInformationTypes converted = supplied.convertedEncodedInformationTypes();
        GlobalDomainIdentifier attempted = supplied.attemptedDomain();
        return "by " + domain(element.globalDomainIdentifier()) + ";"
                + (deferred == null ? "" : " deferred until " + MailDates.format(deferred.instant()) + ";")
                + (converted == null ? "" : " converted (" + InformationTypes.format(converted) + ");")
                + (attempted == null ? "" : " attempted MD " + domain(attempted) + ";")
                + (supplied.routingAction() == RoutingAction.REROUTED ? " Rerouted" : " Relayed")
                + (supplied.otherActions().dlOperation() ? ", Expanded" : "")
                + (supplied.otherActions().redirected() ? ", Redirected" : "")
                + "; " + MailDates.format(supplied.arrivalTime().instant());
    }

    /** Oldest first; what is no trace is passed over. */
    static List<TraceInformationElement> toX400(HeaderFields header) {
        List<TraceInformationElement> trace = new ArrayList<>();
        for (String body : header.all(RECEIVED)) {
            Optional.of(body)
                    .filter(text -> text.length() <= LONGEST)
                    .flatMap(text -> element(text.replaceAll("\\s+", " ").strip()))
                    .ifPresent(element -> trace.add(0, element));
        }
        return trace.size() <= MOST_ELEMENTS ? trace : trace.subList(trace.size() - MOST_ELEMENTS, trace.size());
    }

    private static Optional<TraceInformationElement> element(String body) {
        Matcher element = ELEMENT.matcher(body);
        if (!element.matches()) {
            return Optional.empty();
        }
        Optional<GlobalDomainIdentifier> domain = domain(element.group(1));
        Optional<Instant> arrival = MailDates.parse(element.group(6));
        if (domain.isEmpty() || arrival.isEmpty()) {
            return Optional.empty();
        }
        String actions = element.group(5).toLowerCase(Locale.ROOT);
        return Optional.of(new TraceInformationElement(
                domain.get(),
                new DomainSuppliedInformation(
                        UTCTime.of(arrival.get()),
                        Optional.ofNullable(element.group(2))
                                .flatMap(MailDates::parse)
                                .map(UTCTime::of)
                                .orElse(null),
                        actions.contains("rerouted") ? RoutingAction.REROUTED : RoutingAction.RELAYED,
                        Optional.ofNullable(element.group(4))
                                .map(String::strip)
                                .flatMap(TraceFields::domain)
                                .orElse(null),
                        Optional.ofNullable(element.group(3))
                                .map(InformationTypes::parse)
                                .orElse(null),
                        actions(actions))));
    }

    private static OtherActions actions(String words) {
        BitString actions =
                BitString.of(8).with(0, words.contains("redirected")).with(1, words.contains("expanded"));
        return actions.equals(BitString.of(8)) ? OtherActions.NONE : new OtherActions(actions);
    }

    /** How often a MIXER gateway brought the message into X.400, RFC 2156 5.1.5. */
    static long conversions(List<TraceInformationElement> trace) {
        return trace.stream()
                .map(element -> element.domainSuppliedInformation().convertedEncodedInformationTypes())
                .filter(types -> types != null && types.extended().contains(InformationTypes.MIXER))
                .count();
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

    /** {@code [/PRMD=../ADMD=../C=../;local]}, RFC 2156 5.3.6. */
    static String toInternet(MTSIdentifier identifier) {
        return "[" + domain(identifier.globalDomainIdentifier()) + ";" + identifier.localIdentifier() + "]";
    }

    static Optional<MTSIdentifier> identifier(String text) {
        Matcher matcher = MTS_IDENTIFIER.matcher(text.strip());
        if (text.length() > LONGEST
                || !matcher.matches()
                || matcher.group(2).isEmpty()
                || matcher.group(2).length() > LOCAL_IDENTIFIER_LENGTH) {
            return Optional.empty();
        }
        return domain(matcher.group(1)).map(domain -> new MTSIdentifier(domain, matcher.group(2)));
    }
}
