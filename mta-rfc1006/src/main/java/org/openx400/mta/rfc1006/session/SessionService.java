package org.openx400.mta.rfc1006.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * The session service (X.215) as far as RTSE needs it: kernel, half-duplex, exceptions, minor synchronize, activity
 * management. Nothing here does I/O: each call returns what is to be done, in order. One thread at a time. A request
 * that the state table does not allow is a fault of the caller: {@link IllegalStateException}.
 */
public interface SessionService {
    // From the transport below
    List<SessionEffect> transportConnected();

    /** One TSDU. */
    List<SessionEffect> received(Octets tsdu);

    List<SessionEffect> transportDisconnected(String why);

    List<SessionEffect> timer(SessionTimer timer);

    // From the user above
    /** From now on waits this long for the answer to a release, and for the transport disconnect after our last word. */
    void releaseTime(Duration time);

    List<SessionEffect> connect(SConnect request);

    List<SessionEffect> accept(SAccept response);

    List<SessionEffect> refuse(SRefuse response);

    /** S-DATA request; an SSDU may be given in pieces, the last of them with {@code endOfSsdu}. */
    List<SessionEffect> data(Octets piece, boolean endOfSsdu);

    /** S-TOKEN-GIVE request. */
    List<SessionEffect> tokenGive(Tokens tokens);

    /** S-TOKEN-PLEASE request. */
    List<SessionEffect> tokenPlease(Tokens tokens, Octets userData);

    /** S-CONTROL-GIVE request: all available tokens. */
    List<SessionEffect> controlGive();

    /** S-ACTIVITY-START request. */
    List<SessionEffect> activityStart(Octets activityIdentifier);

    /**
     * S-ACTIVITY-RESUME request.
     *
     * @param oldConnection identifier of the session connection on which the activity was begun, null if it is this one
     */
    List<SessionEffect> activityResume(
            Octets activityIdentifier,
            Octets oldActivityIdentifier,
            int syncPointSerialNumber,
            @Nullable SessionConnectionIdentifier oldConnection);

    /** S-ACTIVITY-INTERRUPT request; reason as {@link SessionReason}. */
    List<SessionEffect> activityInterrupt(int reason);

    List<SessionEffect> activityInterruptResponse();

    /** S-ACTIVITY-DISCARD request. */
    List<SessionEffect> activityDiscard(int reason);

    List<SessionEffect> activityDiscardResponse();

    /** S-SYNC-MINOR request; its serial number is {@link #nextSerial()} as it was before the call. */
    List<SessionEffect> syncMinor();

    List<SessionEffect> syncMinorResponse(int serial);

    /** S-ACTIVITY-END request; its serial number is {@link #nextSerial()} as it was before the call. */
    List<SessionEffect> activityEnd();

    List<SessionEffect> activityEndResponse();

    /** S-U-EXCEPTION-REPORT request. */
    List<SessionEffect> exceptionReport(int reason);

    /** S-RELEASE request. */
    List<SessionEffect> release(Octets userData);

    List<SessionEffect> releaseResponse(Octets userData);

    /** S-U-ABORT request. */
    List<SessionEffect> userAbort(Octets userData);

    /** V(M): the serial number that the next synchronization point gets. */
    int nextSerial();

    /** The tokens that this side has. */
    Tokens tokens();
}
