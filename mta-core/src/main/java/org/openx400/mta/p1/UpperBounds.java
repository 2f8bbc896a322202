package org.openx400.mta.p1;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.PerDomainBilateralInformation;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.octets.BitString;

/** The upper bounds of X.411 Annex B (MTSUpperBounds), checked on what was decoded. The offset of a failure is 0 until {@link
 * BoundPlace} finds it. */
final class UpperBounds {
    static final int LOCAL_ID_LENGTH = 32;
    static final int DOMAIN_NAME_LENGTH = 16;
    static final int COUNTRY_NAME_ALPHA_LENGTH = 2;
    static final int COUNTRY_NAME_NUMERIC_LENGTH = 3;
    private static final int CONTENT_ID_LENGTH = 16;
    private static final int BUILT_IN_CONTENT_TYPE = 32767;
    private static final int TRANSFERS = 512;
    private static final int BILATERAL_INFO = 1024;
    private static final int BIT_OPTIONS = 16;
    private static final int INDICATORS_MINIMUM = 8;
    private static final int BUILT_IN_ENCODED_INFORMATION_TYPES = 32;
    private static final int ENCODED_INFORMATION_TYPES = 1024;
    private static final int SUPPLEMENTARY_INFO_LENGTH = 256;
    private static final int ADDITIONAL_INFO = 1024;

    private UpperBounds() {}

    static void check(MessageTransferEnvelope envelope) throws P1Exception {
        identifier(envelope.messageIdentifier());
        name(envelope.originatorName(), "originator-name");
        types(envelope.originalEncodedInformationTypes(), "original-encoded-information-types");
        contentType(envelope.contentType());
        length(envelope.contentIdentifier(), CONTENT_ID_LENGTH, "content-identifier");
        bits(envelope.perMessageIndicators().bits(), BIT_OPTIONS, "per-message-indicators");
        bilateral(envelope.perDomainBilateralInformation());
        trace(envelope.traceInformation(), "trace-information");
        recipients(envelope.perRecipientFields());
    }

    static void check(ProbeTransferEnvelope envelope) throws P1Exception {
        identifier(envelope.probeIdentifier());
        name(envelope.originatorName(), "originator-name");
        types(envelope.originalEncodedInformationTypes(), "original-encoded-information-types");
        contentType(envelope.contentType());
        length(envelope.contentIdentifier(), CONTENT_ID_LENGTH, "content-identifier");
        bits(envelope.perMessageIndicators().bits(), BIT_OPTIONS, "per-message-indicators");
        bilateral(envelope.perDomainBilateralInformation());
        trace(envelope.traceInformation(), "trace-information");
        recipients(envelope.perRecipientFields());
    }

    static void check(ReportTransferEnvelope envelope) throws P1Exception {
        identifier(envelope.reportIdentifier());
        name(envelope.reportDestinationName(), "report-destination-name");
        trace(envelope.traceInformation(), "trace-information");
    }

    static void check(ReportTransferContent content) throws P1Exception {
        identifier(content.subjectIdentifier());
        List<TraceInformationElement> trace = content.subjectIntermediateTraceInformation();
        if (trace != null) {
            trace(trace, "subject-intermediate-trace-information");
        }
        types(content.originalEncodedInformationTypes(), "original-encoded-information-types");
        contentType(content.contentType());
        length(content.contentIdentifier(), CONTENT_ID_LENGTH, "content-identifier");
        if (content.additionalInformation() != null) {
            count(content.additionalInformation().length(), ADDITIONAL_INFO, "additional-information", "octets");
        }
        int number = 0;
        for (PerRecipientReportTransferFields recipient : content.perRecipientFields()) {
            String field = "per-recipient-fields[" + number++ + "].";
            name(recipient.actualRecipientName(), field + "actual-recipient-name");
            indicators(recipient.perRecipientIndicators(), field);
            types(
                    recipient.lastTraceInformation().convertedEncodedInformationTypes(),
                    field + "converted-encoded-information-types");
            ORName intended = recipient.originallyIntendedRecipientName();
            if (intended != null) {
                name(intended, field + "originally-intended-recipient-name");
            }
            length(
                    recipient.supplementaryInformation(),
                    SUPPLEMENTARY_INFO_LENGTH,
                    field + "supplementary-information");
        }
    }

    private static void recipients(List<? extends PerRecipientTransferFields> recipients) throws P1Exception {
        int number = 0;
        for (PerRecipientTransferFields recipient : recipients) {
            String field = "per-recipient-fields[" + number++ + "].";
            name(recipient.recipientName(), field + "recipient-name");
            indicators(recipient.perRecipientIndicators(), field);
        }
    }

    private static void indicators(PerRecipientIndicators indicators, String field) throws P1Exception {
        bits(indicators.bits(), BIT_OPTIONS, field + "per-recipient-indicators");
        if (indicators.bits().length() < INDICATORS_MINIMUM) {
            throw violation(
                    field + "per-recipient-indicators",
                    indicators.bits().length() + " bits, at least " + INDICATORS_MINIMUM + " were expected");
        }
    }

    private static void identifier(MTSIdentifier identifier) throws P1Exception {
        domain(identifier.globalDomainIdentifier(), "mts-identifier");
        length(identifier.localIdentifier(), LOCAL_ID_LENGTH, "mts-identifier.local-identifier");
        if (identifier.localIdentifier().isEmpty()) {
            throw violation("mts-identifier.local-identifier", "is empty");
        }
    }

    private static void domain(GlobalDomainIdentifier domain, String field) throws P1Exception {
        ORNameBounds.country(domain.countryName(), field + ".country-name");
        length(domain.administrationDomainName().value(), DOMAIN_NAME_LENGTH, field + ".administration-domain-name");
        if (domain.privateDomainIdentifier() != null) {
            length(domain.privateDomainIdentifier().value(), DOMAIN_NAME_LENGTH, field + ".private-domain-identifier");
        }
    }

    private static void name(ORName name, String field) throws P1Exception {
        ORNameBounds.check(name.address(), field);
    }

    private static void trace(List<TraceInformationElement> trace, String field) throws P1Exception {
        count(trace.size(), TRANSFERS, field, "elements");
        if (trace.isEmpty()) {
            throw violation(field, "is empty");
        }
        for (TraceInformationElement element : trace) {
            domain(element.globalDomainIdentifier(), field);
            DomainSuppliedInformation supplied = element.domainSuppliedInformation();
            if (supplied.attemptedDomain() != null) {
                domain(supplied.attemptedDomain(), field + ".attempted-domain");
            }
            types(supplied.convertedEncodedInformationTypes(), field + ".converted-encoded-information-types");
            bits(supplied.otherActions().bits(), BIT_OPTIONS, field + ".other-actions");
        }
    }

    private static void bilateral(List<PerDomainBilateralInformation> all) throws P1Exception {
        String field = "per-domain-bilateral-information";
        count(all.size(), TRANSFERS, field, "elements");
        for (PerDomainBilateralInformation element : all) {
            ORNameBounds.country(element.countryName(), field + ".country-name");
            count(element.bilateralInformation().length(), BILATERAL_INFO, field, "octets");
        }
    }

    private static void types(@Nullable EncodedInformationTypes types, String field) throws P1Exception {
        if (types != null) {
            if (types.builtIn() != null) {
                bits(types.builtIn(), BUILT_IN_ENCODED_INFORMATION_TYPES, field);
            }
            count(types.extended().size(), ENCODED_INFORMATION_TYPES, field, "types");
        }
    }

    private static void contentType(@Nullable ContentType type) throws P1Exception {
        if (type instanceof ContentType.BuiltIn builtIn) {
            if (builtIn.number() > BUILT_IN_CONTENT_TYPE) {
                throw violation("content-type", builtIn.number() + " is over " + BUILT_IN_CONTENT_TYPE);
            }
        }
    }

    private static void bits(BitString bits, int maximum, String field) throws P1Exception {
        count(bits.length(), maximum, field, "bits");
    }

    static void length(@Nullable String value, int maximum, String field) throws P1Exception {
        if (value != null) {
            count(value.codePointCount(0, value.length()), maximum, field, "characters");
        }
    }

    static void size(Collection<?> values, int maximum, String field) throws P1Exception {
        count(values.size(), maximum, field, "values");
    }

    private static void count(int count, int maximum, String field, String what) throws P1Exception {
        if (count > maximum) {
            throw violation(field, count + " " + what + ", at most " + maximum + " are allowed");
        }
    }

    private static P1Exception violation(String field, String problem) {
        return new P1Exception(field, 0, problem, NonDeliveryDiagnosticCode.SIZE_CONSTRAINT_VIOLATION);
    }
}
