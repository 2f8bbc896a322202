package org.openx400.mta.rfc1006.rtse;

import java.util.List;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.presentation.AbortException;
import org.openx400.mta.rfc1006.presentation.X410Ppdu;
import org.openx400.mta.rfc1006.session.SAccept;
import org.openx400.mta.rfc1006.session.SConnect;
import org.openx400.mta.rfc1006.session.SRefuse;
import org.openx400.mta.rfc1006.session.SessionEffect;
import org.openx400.mta.rfc1006.session.SessionService;

/** X.410-1984 mode: RTSE sits on session, and chunks and turns travel bare. */
final class X410Mode implements LowerService {
    private final SessionService session;

    X410Mode(SessionService session) {
        this.session = session;
    }

    @Override
    public List<SessionEffect> open(SConnect connect, RtOpen.Addressing addressing, Apdu.Rtorq rtorq) {
        return session.connect(new SConnect(
                connect.identifier(),
                connect.callingSSAPSelector(),
                connect.calledSSAPSelector(),
                connect.version1(),
                connect.version2(),
                connect.requirements(),
                connect.initialTokensHere(),
                X410Ppdu.connect(ApduCodec.fields(rtorq))));
    }

    @Override
    public RtOpenIndication openIndication(SConnect connect) throws AbortException {
        try {
            Octets fields = X410Ppdu.connectFields(connect.userData());
            Apdu.Rtorq rtorq = ApduCodec.rtorq(new BerReader(fields));
            Integer protocol = rtorq.applicationProtocol();
            return new RtOpenIndication(
                    false,
                    new RtOpen.Addressing(
                            connect.callingSSAPSelector(), connect.calledSSAPSelector(), Octets.NONE, Octets.NONE),
                    rtorq.twoWayAlternate(),
                    rtorq.checkpointSize(),
                    rtorq.windowSize(),
                    protocol == null ? Apdu.DEFAULT_APPLICATION_PROTOCOL : protocol,
                    rtorq.connectionData().recovers(),
                    rtorq.connectionData().userData());
        } catch (DecodeException e) {
            throw violation(e);
        }
    }

    @Override
    public List<SessionEffect> accept(SAccept accept, Apdu.Rtoac rtoac) {
        return session.accept(new SAccept(
                accept.identifier(),
                accept.respondingSSAPSelector(),
                accept.version(),
                accept.requirements(),
                X410Ppdu.connect(ApduCodec.fields(rtoac))));
    }

    @Override
    public List<SessionEffect> refuse(Apdu.Rtorj rtorj, boolean transientRefusal) {
        return session.refuse(new SRefuse(2, X410Ppdu.refuseOrAbort(ApduCodec.fields(rtorj))));
    }

    @Override
    public Apdu.Rtoac opened(SAccept accept) throws AbortException {
        try {
            return ApduCodec.rtoac(new BerReader(X410Ppdu.connectFields(accept.userData())));
        } catch (DecodeException e) {
            throw violation(e);
        }
    }

    @Override
    public RtIndication.Refused refused(SRefuse refuse) {
        if (refuse.reason() != 2) {
            return new RtIndication.Refused("session", "RF reason " + refuse.reason(), null, null);
        }
        try {
            Octets fields = X410Ppdu.refuseOrAbortFields(refuse.userData());
            Integer reason = ApduCodec.rtorj(new BerReader(fields)).refuseReason();
            return new RtIndication.Refused("rtse", "RTORJ refuseReason " + reason, reason, null);
        } catch (DecodeException e) {
            return new RtIndication.Refused(
                    "rtse", "refused, and its reason cannot be read: " + e.getMessage(), null, null);
        }
    }

    @Override
    public Octets apduPrefix(long apduLength) {
        return Octets.NONE;
    }

    @Override
    public ApduUnwrapper unwrapper() {
        return ApduUnwrapper.BARE;
    }

    @Override
    public Octets chunkPrefix(long chunkLength) {
        return Octets.NONE;
    }

    @Override
    public Octets chunk(Octets ssdu) {
        return ssdu;
    }

    @Override
    public boolean mayCutChunk() {
        return true;
    }

    @Override
    public Octets turnPlease(int priority) {
        return ApduCodec.rttp(priority);
    }

    @Override
    public int turnPriority(Octets userData) throws AbortException {
        try {
            return userData.isEmpty() ? 0 : ApduCodec.rttp(userData);
        } catch (DecodeException e) {
            throw violation(e);
        }
    }

    @Override
    public Octets release() {
        return Octets.NONE;
    }

    @Override
    public void releaseIndication(Octets userData) {
        // X.410: S-RELEASE has no user data, so there is nothing to check
    }

    @Override
    public Octets releaseResponse() {
        return Octets.NONE;
    }

    @Override
    public Octets abort(RtseAbortReason reason) {
        return X410Ppdu.refuseOrAbort(
                ApduCodec.fields(new Apdu.Rtab(reason.inX410Mode().ordinal())));
    }

    @Override
    public RtIndication.Aborted aborted(Octets userData) {
        if (userData.isEmpty()) {
            return new RtIndication.Aborted("rtse", "the peer aborted without a reason", Fault.NONE);
        }
        try {
            Integer reason = ApduCodec.rtab(new BerReader(X410Ppdu.refuseOrAbortFields(userData)))
                    .abortReason();
            String text = reason == null ? "no reason given" : RtseAbortReason.text(reason);
            return new RtIndication.Aborted("rtse", "the peer aborted: " + text, Fault.NONE);
        } catch (DecodeException e) {
            return new RtIndication.Aborted(
                    "rtse", "the peer aborted, and its reason cannot be read: " + e.getMessage(), Fault.NONE);
        }
    }

    private AbortException violation(DecodeException e) {
        return new AbortException("rtse", e, abort(RtseAbortReason.PROTOCOL_ERROR));
    }
}
