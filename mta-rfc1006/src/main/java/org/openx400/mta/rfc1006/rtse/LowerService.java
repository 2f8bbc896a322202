package org.openx400.mta.rfc1006.rtse;

import java.util.List;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.presentation.AbortException;
import org.openx400.mta.rfc1006.presentation.RefusalException;
import org.openx400.mta.rfc1006.session.SAccept;
import org.openx400.mta.rfc1006.session.SConnect;
import org.openx400.mta.rfc1006.session.SRefuse;
import org.openx400.mta.rfc1006.session.SessionEffect;

/**
 * What is different between the modes: how the APDUs of RTSE get into the user data of session. Normal mode goes through
 * ACSE and presentation (X.228 8.1), X.410 mode straight (X.228 8.2).
 */
interface LowerService {
    List<SessionEffect> open(SConnect session, RtOpen.Addressing addressing, Apdu.Rtorq rtorq);

    RtOpenIndication openIndication(SConnect connect) throws AbortException, RefusalException;

    List<SessionEffect> accept(SAccept session, Apdu.Rtoac rtoac);

    List<SessionEffect> refuse(Apdu.Rtorj rtorj, boolean transientRefusal);

    Apdu.Rtoac opened(SAccept accept) throws AbortException;

    RtIndication.Refused refused(SRefuse refuse);

    /** What stands before an APDU of this many octets, as part of what is cut into chunks. */
    Octets apduPrefix(long apduLength);

    ApduUnwrapper unwrapper();

    /** What stands before a chunk of this many octets in its SSDU. */
    Octets chunkPrefix(long chunkLength);

    /** The chunk in an SSDU. */
    Octets chunk(Octets ssdu) throws AbortException;

    /** Whether an SSDU may end before the length that its prefix told. */
    boolean mayCutChunk();

    Octets turnPlease(int priority);

    int turnPriority(Octets userData) throws AbortException;

    Octets release();

    void releaseIndication(Octets userData) throws AbortException;

    Octets releaseResponse();

    Octets abort(RtseAbortReason reason);

    RtIndication.Aborted aborted(Octets userData);
}
