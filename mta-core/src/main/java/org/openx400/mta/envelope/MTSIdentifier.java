package org.openx400.mta.envelope;

import org.openx400.mta.address.GlobalDomainIdentifier;

/**
 * Names a message, probe or report for ever, X.411 8.2.1.1.1.1.
 *
 * @param globalDomainIdentifier domain that gave the identifier
 * @param localIdentifier 1..32 characters
 */
public record MTSIdentifier(GlobalDomainIdentifier globalDomainIdentifier, String localIdentifier) {
    /** {@code [/C=../A=../P=..;local]}, the form in which it is stored, logged and looked for. */
    @Override
    public String toString() {
        return "[" + globalDomainIdentifier + ";" + localIdentifier + "]";
    }
}
