package org.openx400.mta.rfc1006.cotp;

import org.openx400.mta.octets.Octets;

/** What a transport connection asks of its surroundings. */
public sealed interface TransportEffect {
    /** Octets for TCP (whole TPKTs). */
    record Send(Octets octets) implements TransportEffect {}

    /** Close TCP once everything sent before has left. */
    record Close() implements TransportEffect {}

    /** Something for the transport user. */
    record Indicate(TransportIndication indication) implements TransportEffect {}
}
