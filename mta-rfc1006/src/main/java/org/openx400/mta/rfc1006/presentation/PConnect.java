package org.openx400.mta.rfc1006.presentation;

import java.util.List;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SConnect;

/**
 * P-CONNECT request or indication, normal mode.
 *
 * @param session parameters of S-CONNECT; its user data is not looked at
 * @param callingPSAPSelector empty if absent
 * @param calledPSAPSelector empty if absent
 * @param contexts asked for
 * @param userData values in these contexts
 */
public record PConnect(
        SConnect session,
        Octets callingPSAPSelector,
        Octets calledPSAPSelector,
        List<ContextDefinition> contexts,
        List<Pdv> userData) {

    public PConnect {
        contexts = List.copyOf(contexts);
        userData = List.copyOf(userData);
    }
}
