package org.openx400.mta.rfc1006.session;

import static org.openx400.mta.rfc1006.session.SpduType.*;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a session connection and the SPDUs that each takes: X.225 annex A for our functional units. An SPDU that
 * a state neither takes nor discards is a protocol error.
 */
enum SessionState {
    /** No transport connection yet. */
    IDLE(nothing(), everything()),
    /** Initiator: transport connected, CN not yet sent. */
    T_CONNECTED(EnumSet.of(AB), nothing()),
    /** Responder: transport connected. */
    WAIT_CN(EnumSet.of(CN, AB), nothing()),
    /** Responder: OA sent. */
    WAIT_CDO(EnumSet.of(CDO, AB), nothing()),
    /** Responder: the user has not yet answered CN. */
    WAIT_RSP(EnumSet.of(AB), nothing()),
    /** Initiator: CN sent, more of its user data to come. */
    WAIT_OA(EnumSet.of(OA, RF, AB), nothing()),
    /** Initiator: CN sent. */
    WAIT_AC(EnumSet.of(AC, RF, AB), nothing()),
    /** Connected, no activity. AI and AD come here when they crossed our AEA. */
    DATA(EnumSet.of(AS, AR, AI, AD, GTC, FN, GT, PT, AB), nothing()),
    /** GTC sent. */
    WAIT_GTA(EnumSet.of(GTA, AB), EnumSet.of(PT)),
    /** Data transfer in an activity. */
    ACTIVITY(EnumSet.of(DT, MIP, MIA, AE, AI, AD, ED, ER, GT, PT, AB), nothing()),
    /** AE sent. */
    WAIT_AEA(EnumSet.of(MIA, AEA, ED, ER, PT, AB), nothing()),
    /** AE came, the user has not yet answered. */
    GOT_AE(EnumSet.of(AI, AD, AB), nothing()),
    /** AI sent. */
    WAIT_AIA(EnumSet.of(AIA, AB), EnumSet.of(DT, MIA, AEA, ED, ER, PT)),
    /** AD sent. */
    WAIT_ADA(EnumSet.of(ADA, AB), EnumSet.of(DT, MIA, AEA, ED, ER, PT)),
    /** AI came, the user has not yet answered. */
    GOT_AI(EnumSet.of(AB), nothing()),
    /** AD came, the user has not yet answered. */
    GOT_AD(EnumSet.of(AB), nothing()),
    /** ED sent: the owner of the data token has to react. */
    ED_SENT(EnumSet.of(AI, AD, GT, AB), EnumSet.of(DT, MIP, AE, PT)),
    /** ED or ER came: our user has to react. */
    ED_RCVD(EnumSet.of(AB), EnumSet.of(MIA, AEA, PT)),
    /** FN sent. */
    WAIT_DN(EnumSet.of(DN, AB), EnumSet.of(PT, MIA)),
    /** FN came, the user has not yet answered. */
    GOT_FN(EnumSet.of(AB), nothing()),
    /** RF or DN sent: the peer has to release the transport connection. */
    WAIT_TDISC(EnumSet.of(AA, AB), everything()),
    /** AB sent. */
    WAIT_AA(EnumSet.of(AA, AB), everything()),
    CLOSED(nothing(), everything());

    private final Set<SpduType> taken;
    private final Set<SpduType> discarded;

    SessionState(Set<SpduType> taken, Set<SpduType> discarded) {
        this.taken = taken;
        this.discarded = discarded;
    }

    boolean takes(SpduType type) {
        return taken.contains(type);
    }

    boolean discards(SpduType type) {
        return !taken.contains(type) && discarded.contains(type);
    }

    /** For the user the connection is over; at most the transport connection has still to go. */
    boolean isOver() {
        return this == WAIT_TDISC || this == WAIT_AA || this == CLOSED;
    }

    private static Set<SpduType> nothing() {
        return EnumSet.noneOf(SpduType.class);
    }

    private static Set<SpduType> everything() {
        return EnumSet.allOf(SpduType.class);
    }
}
