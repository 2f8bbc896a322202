package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.presentation.PConnect;

/**
 * A-ASSOCIATE request or indication.
 *
 * @param presentation parameters of P-CONNECT; its user data is not looked at
 * @param called title of the responder
 * @param calling title of the initiator
 * @param userInformation one value in the context of the user's abstract syntax, null if there is none
 */
public record AAssociate(
        PConnect presentation,
        AeTitle called,
        AeTitle calling,
        @Nullable Octets userInformation) {}
