package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * RT-OPEN indication.
 *
 * @param normalMode else X.410-1984 mode
 * @param addressing S- and P-selectors
 * @param twoWayAlternate dialogue mode, false is monologue
 * @param checkpointSize proposed, in units of 1024 octets, 0 for none
 * @param windowSize proposed
 * @param applicationProtocol X.410 mode only: as on the wire, 1 if absent
 * @param recovers the earlier association that the peer wants to recover, null if it opens a new one
 * @param userData one value, null if there is none
 */
public record RtOpenIndication(
        boolean normalMode,
        RtOpen.Addressing addressing,
        boolean twoWayAlternate,
        int checkpointSize,
        int windowSize,
        int applicationProtocol,
        @Nullable SessionConnectionIdentifier recovers,
        @Nullable Octets userData) {}
