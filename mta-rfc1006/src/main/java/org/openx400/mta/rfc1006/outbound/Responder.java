package org.openx400.mta.rfc1006.outbound;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.mts.BindResult;

/** Whether the one who answered a bind is the peer of the connector. */
final class Responder {
    private Responder() {}

    /**
     * A NULL bind result says nothing of the responder; it will do if no password is expected.
     *
     * @return what is wrong, or null
     */
    static @Nullable String problem(Connector connector, BindResult result) {
        String expected = connector.mta().name();
        if (result.mtaName() == null) {
            return connector.mta().password().isEmpty() ? null : "the responder gives no credentials";
        }
        if (!expected.equals(result.mtaName())) {
            return "the responder calls itself \"" + result.mtaName() + "\", not \"" + expected + "\"";
        }
        Octets password = result.password() == null ? Octets.NONE : result.password();
        return connector.mta().password().matches(password) ? null : "the responder's password is another";
    }
}
