package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** Indications and confirms of the session service, X.215. */
public sealed interface SessionIndication {
    /** S-CONNECT indication: answer with accept or refuse. */
    record Connect(SConnect connect) implements SessionIndication {}

    /** S-CONNECT confirm, positive. */
    record Accepted(SAccept accept) implements SessionIndication {}

    /** S-CONNECT confirm, negative; the connection is over. */
    record Refused(SRefuse refuse) implements SessionIndication {}

    /** S-DATA indication: one whole SSDU. */
    record Data(Octets ssdu) implements SessionIndication {}

    record TokenGive(Tokens tokens) implements SessionIndication {}

    record TokenPlease(Tokens tokens, Octets userData) implements SessionIndication {}

    /** S-CONTROL-GIVE indication: all available tokens are here now. */
    record ControlGive() implements SessionIndication {}

    /** Our S-CONTROL-GIVE has been answered with GTA: the tokens are the peer's. */
    record ControlGiven() implements SessionIndication {}

    record ActivityStart(Octets activityIdentifier, Octets userData) implements SessionIndication {}

    record ActivityResume(
            Octets activityIdentifier,
            Octets oldActivityIdentifier,
            int syncPointSerialNumber,
            @Nullable SessionConnectionIdentifier oldConnection,
            Octets userData)
            implements SessionIndication {}

    /** S-ACTIVITY-INTERRUPT indication: answer with its response. */
    record ActivityInterrupt(int reason) implements SessionIndication {}

    record ActivityInterrupted() implements SessionIndication {}

    /** S-ACTIVITY-DISCARD indication: answer with its response. */
    record ActivityDiscard(int reason) implements SessionIndication {}

    record ActivityDiscarded() implements SessionIndication {}

    /** S-SYNC-MINOR indication. */
    record SyncMinor(int serial, boolean confirmationRequired, Octets userData) implements SessionIndication {}

    /** S-SYNC-MINOR confirm: everything up to this serial number is confirmed. */
    record SyncMinorConfirmed(int serial) implements SessionIndication {}

    /** S-ACTIVITY-END indication: answer with its response. */
    record ActivityEnd(int serial, Octets userData) implements SessionIndication {}

    /** S-ACTIVITY-END confirm. */
    record ActivityEnded(int serial) implements SessionIndication {}

    /** S-U-EXCEPTION-REPORT indication. */
    record ExceptionReport(int reason, Octets userData) implements SessionIndication {}

    /** S-P-EXCEPTION-REPORT indication. */
    record ProviderExceptionReport() implements SessionIndication {}

    /** S-RELEASE indication: answer with its response. */
    record Release(Octets userData) implements SessionIndication {}

    /** S-RELEASE confirm; the connection is over. */
    record Released(Octets userData) implements SessionIndication {}

    /** S-U-ABORT indication; the connection is over. */
    record UserAbort(Octets userData) implements SessionIndication {}

    /**
     * S-P-ABORT indication; the connection is over.
     *
     * @param why in words, for the event log
     * @param fault of the peer, in octets of the SPDU
     */
    record ProviderAbort(String why, Fault fault) implements SessionIndication {}
}
