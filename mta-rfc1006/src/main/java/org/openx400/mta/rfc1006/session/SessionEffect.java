package org.openx400.mta.rfc1006.session;

import java.time.Duration;
import org.openx400.mta.octets.Octets;

/** What a session connection asks of its surroundings. */
public sealed interface SessionEffect {
    /** T-DATA request; a TSDU may come in pieces, the last with {@code endOfTsdu}. */
    record Transmit(Octets piece, boolean endOfTsdu) implements SessionEffect {}

    /** T-DISCONNECT request, after everything before it has left. */
    record DisconnectTransport() implements SessionEffect {}

    /** Start (or start again) this timer; when it runs out, call {@link SessionService#timer}. */
    record ArmTimer(SessionTimer timer, Duration delay) implements SessionEffect {}

    record CancelTimer(SessionTimer timer) implements SessionEffect {}

    /** Something for the session user. */
    record Indicate(SessionIndication indication) implements SessionEffect {}
}
