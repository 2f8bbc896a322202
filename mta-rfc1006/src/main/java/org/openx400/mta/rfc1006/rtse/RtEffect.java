package org.openx400.mta.rfc1006.rtse;

import java.time.Duration;
import org.openx400.mta.rfc1006.session.SessionEffect;

/** What the reliable transfer machine asks of its surroundings. */
public sealed interface RtEffect {
    /** What the session connection below asks. */
    record Session(SessionEffect effect) implements RtEffect {}

    /** Start, or start again, the one timer of this layer; when it runs out call {@link RtseConnection#timer}. */
    record ArmTimer(Duration delay) implements RtEffect {}

    record CancelTimer() implements RtEffect {}

    /** Something for the user. */
    record Indicate(RtIndication indication) implements RtEffect {}
}
