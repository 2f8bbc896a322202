package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An O/R address, X.402 clause 18 and X.411 8.5.5. Absent attributes are null or empty. Values are kept as they came;
 * {@link #equivalent} and {@link #key} compare as X.402 18.4 has it.
 *
 * @param countryName country
 * @param administrationDomainName ADMD; a single space stands for any
 * @param networkAddress X.121 address, digits
 * @param terminalIdentifier terminal identifier
 * @param privateDomainName PRMD
 * @param organizationName organization
 * @param numericUserIdentifier numeric user identifier, digits
 * @param personalName personal name
 * @param organizationalUnitNames most significant first: OU1, OU2, OU3, OU4
 * @param domainDefinedAttributes in their order
 * @param extensionAttributes in their order
 */
public record ORAddress(
        @Nullable NumericOrPrintable countryName,
        @Nullable NumericOrPrintable administrationDomainName,
        @Nullable String networkAddress,
        @Nullable String terminalIdentifier,
        @Nullable NumericOrPrintable privateDomainName,
        @Nullable String organizationName,
        @Nullable String numericUserIdentifier,
        @Nullable PersonalName personalName,
        List<String> organizationalUnitNames,
        List<DomainDefinedAttribute> domainDefinedAttributes,
        List<ExtensionAttribute> extensionAttributes) {

    public ORAddress {
        organizationalUnitNames = List.copyOf(organizationalUnitNames);
        domainDefinedAttributes = List.copyOf(domainDefinedAttributes);
        extensionAttributes = List.copyOf(extensionAttributes);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that holds this address. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.countryName = countryName;
        builder.administrationDomainName = administrationDomainName;
        builder.networkAddress = networkAddress;
        builder.terminalIdentifier = terminalIdentifier;
        builder.privateDomainName = privateDomainName;
        builder.organizationName = organizationName;
        builder.numericUserIdentifier = numericUserIdentifier;
        builder.personalName = personalName;
        builder.organizationalUnitNames.addAll(organizationalUnitNames);
        builder.domainDefinedAttributes.addAll(domainDefinedAttributes);
        builder.extensionAttributes.addAll(extensionAttributes);
        return builder;
    }

    /** Whether there is nothing in it; such an address stands beside a directory name. */
    public boolean isEmpty() {
        return equals(builder().build());
    }

    /** The first extension attribute of this type number, or null. */
    public @Nullable ExtensionAttribute extensionAttribute(int type) {
        for (ExtensionAttribute attribute : extensionAttributes) {
            if (attribute.type() == type) {
                return attribute;
            }
        }
        return null;
    }

    /** The common name in whatever form it has, printable before universal before teletex, or null. */
    public @Nullable String commonName() {
        if (extensionAttribute(ExtensionAttribute.COMMON_NAME) instanceof ExtensionAttribute.Printable name) {
            return name.value();
        }
        if (extensionAttribute(ExtensionAttribute.UNIVERSAL_COMMON_NAME) instanceof ExtensionAttribute.Universal name) {
            return name.value().value();
        }
        return extensionAttribute(ExtensionAttribute.TELETEX_COMMON_NAME) instanceof ExtensionAttribute.Teletex name
                ? name.value()
                : null;
    }

    /** Equality of X.402 18.4: case, spaces, string types and the order of unlike attributes do not matter. */
    public boolean equivalent(ORAddress other) {
        return key().equals(other.key());
    }

    /** The same text for equivalent addresses, different for others: a key for hash maps. */
    public String key() {
        return ORAddressKey.of(this);
    }

    /**
     * The keys of this address with each attribute in one string form only. Two addresses that share one may mean the same
     * user, though they are not {@link #equivalent} because one has forms that the other lacks (X.402 18.2).
     */
    public Set<String> keysByForm() {
        return AddressForms.keys(this);
    }

    /** {@link ORAddressText#format(ORAddress)}. */
    @Override
    public String toString() {
        return ORAddressText.format(this);
    }

    /** Collects attributes; each setter replaces, each adder appends. */
    public static final class Builder {
        private @Nullable NumericOrPrintable countryName;
        private @Nullable NumericOrPrintable administrationDomainName;
        private @Nullable String networkAddress;
        private @Nullable String terminalIdentifier;
        private @Nullable NumericOrPrintable privateDomainName;
        private @Nullable String organizationName;
        private @Nullable String numericUserIdentifier;
        private @Nullable PersonalName personalName;
        private final List<String> organizationalUnitNames = new ArrayList<>();
        private final List<DomainDefinedAttribute> domainDefinedAttributes = new ArrayList<>();
        private final List<ExtensionAttribute> extensionAttributes = new ArrayList<>();

        private Builder() {}

        public Builder countryName(@Nullable NumericOrPrintable value) {
            countryName = value;
            return this;
        }

        public Builder administrationDomainName(@Nullable NumericOrPrintable value) {
            administrationDomainName = value;
            return this;
        }

        public Builder networkAddress(@Nullable String value) {
            networkAddress = value;
            return this;
        }

        public Builder terminalIdentifier(@Nullable String value) {
            terminalIdentifier = value;
            return this;
        }

        public Builder privateDomainName(@Nullable NumericOrPrintable value) {
            privateDomainName = value;
            return this;
        }

        public Builder organizationName(@Nullable String value) {
            organizationName = value;
            return this;
        }

        public Builder numericUserIdentifier(@Nullable String value) {
            numericUserIdentifier = value;
            return this;
        }

        public Builder personalName(@Nullable PersonalName value) {
            personalName = value;
            return this;
        }

        public Builder organizationalUnitNames(List<String> values) {
            organizationalUnitNames.clear();
            organizationalUnitNames.addAll(values);
            return this;
        }

        public Builder domainDefinedAttributes(List<DomainDefinedAttribute> values) {
            domainDefinedAttributes.clear();
            domainDefinedAttributes.addAll(values);
            return this;
        }

        public Builder extensionAttributes(List<ExtensionAttribute> values) {
            extensionAttributes.clear();
            extensionAttributes.addAll(values);
            return this;
        }

        public Builder add(DomainDefinedAttribute attribute) {
            domainDefinedAttributes.add(attribute);
            return this;
        }

        public Builder add(ExtensionAttribute attribute) {
            extensionAttributes.add(attribute);
            return this;
        }

        public ORAddress build() {
            return new ORAddress(
                    countryName,
                    administrationDomainName,
                    networkAddress,
                    terminalIdentifier,
                    privateDomainName,
                    organizationName,
                    numericUserIdentifier,
                    personalName,
                    organizationalUnitNames,
                    domainDefinedAttributes,
                    extensionAttributes);
        }
    }
}
