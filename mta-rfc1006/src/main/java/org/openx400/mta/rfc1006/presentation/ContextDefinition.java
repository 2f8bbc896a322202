package org.openx400.mta.rfc1006.presentation;

import java.util.List;

/**
 * One element of the presentation context definition list, X.226 8.2.2.4.
 *
 * @param identifier chosen by the initiator, odd
 * @param abstractSyntax OBJECT IDENTIFIER, dotted
 * @param transferSyntaxes those that the initiator can send and receive
 */
public record ContextDefinition(int identifier, String abstractSyntax, List<String> transferSyntaxes) {
    /** The basic encoding of ASN.1, X.690. */
    public static final String BER = "2.1.1";

    public ContextDefinition {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }
}
