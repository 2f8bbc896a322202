package org.openx400.mta.rfc1006.rtse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;
import org.openx400.mta.rfc1006.acse.AAbort;
import org.openx400.mta.rfc1006.acse.AAssociate;
import org.openx400.mta.rfc1006.acse.AResponse;
import org.openx400.mta.rfc1006.acse.AcseAssociation;
import org.openx400.mta.rfc1006.acse.AeTitle;
import org.openx400.mta.rfc1006.acse.AssociateDiagnostic;
import org.openx400.mta.rfc1006.presentation.AbortException;
import org.openx400.mta.rfc1006.presentation.ContextDefinition;
import org.openx400.mta.rfc1006.presentation.PConnect;
import org.openx400.mta.rfc1006.presentation.Pdv;
import org.openx400.mta.rfc1006.presentation.PresentationConnection;
import org.openx400.mta.rfc1006.presentation.RefusalException;
import org.openx400.mta.rfc1006.session.SAccept;
import org.openx400.mta.rfc1006.session.SConnect;
import org.openx400.mta.rfc1006.session.SRefuse;
import org.openx400.mta.rfc1006.session.SessionEffect;
import org.openx400.mta.rfc1006.session.SessionService;

/** Normal mode: RTSE sits on ACSE and presentation. */
final class NormalMode implements LowerService {
    private final PresentationConnection presentation;
    private final AcseAssociation acse;
    private final ApplicationContext context;

    NormalMode(SessionService session, ApplicationContext context) {
        this.context = context;
        Set<String> syntaxes = Set.of(AcseAssociation.ABSTRACT_SYNTAX, context.rtseSyntax(), context.userSyntax());
        presentation = new PresentationConnection(session, syntaxes);
        acse = new AcseAssociation(presentation, context.name(), context.rtseSyntax(), List.of(context.userSyntax()));
    }

    @Override
    public List<SessionEffect> open(SConnect connect, RtOpen.Addressing addressing, Apdu.Rtorq rtorq) {
        List<ContextDefinition> contexts = List.of(
                offer(1, AcseAssociation.ABSTRACT_SYNTAX),
                offer(3, context.rtseSyntax()),
                offer(5, context.userSyntax()));
        return acse.associate(new AAssociate(
                new PConnect(connect, addressing.callingP(), addressing.calledP(), contexts, List.of()),
                AeTitle.NONE,
                AeTitle.NONE,
                Ber.constructed(ApduCodec.RTORQ, ApduCodec.fields(rtorq))));
    }

    @Override
    public RtOpenIndication openIndication(SConnect connect) throws AbortException, RefusalException {
        AAssociate indication = acse.associateIndication(connect);
        Octets information = indication.userInformation();
        if (information == null) {
            throw violation("AARQ has no RTORQ");
        }
        PConnect presented = indication.presentation();
        try {
            Apdu.Rtorq rtorq = ApduCodec.rtorq(ApduCodec.fields(information, ApduCodec.RTORQ, "RTORQ"));
            return new RtOpenIndication(
                    true,
                    new RtOpen.Addressing(
                            connect.callingSSAPSelector(),
                            connect.calledSSAPSelector(),
                            presented.callingPSAPSelector(),
                            presented.calledPSAPSelector()),
                    rtorq.twoWayAlternate(),
                    rtorq.checkpointSize(),
                    rtorq.windowSize(),
                    Apdu.DEFAULT_APPLICATION_PROTOCOL,
                    rtorq.connectionData().recovers(),
                    rtorq.connectionData().userData());
        } catch (DecodeException e) {
            throw new AbortException("rtse", e, abort(RtseAbortReason.PROTOCOL_ERROR));
        }
    }

    @Override
    public List<SessionEffect> accept(SAccept accept, Apdu.Rtoac rtoac) {
        return acse.accept(accept, AeTitle.NONE, Ber.constructed(ApduCodec.RTOAC, ApduCodec.fields(rtoac)));
    }

    @Override
    public List<SessionEffect> refuse(Apdu.Rtorj rtorj, boolean transientRefusal) {
        return acse.refuse(
                transientRefusal,
                AssociateDiagnostic.USER_NULL,
                Ber.constructed(ApduCodec.RTORJ, ApduCodec.fields(rtorj)));
    }

    @Override
    public Apdu.Rtoac opened(SAccept accept) throws AbortException {
        Octets information = acse.associated(accept).userInformation();
        if (information == null) {
            throw violation("AARE has no RTOAC");
        }
        try {
            return ApduCodec.rtoac(ApduCodec.fields(information, ApduCodec.RTOAC, "RTOAC"));
        } catch (DecodeException e) {
            throw new AbortException("rtse", e, abort(RtseAbortReason.PROTOCOL_ERROR));
        }
    }

    @Override
    public RtIndication.Refused refused(SRefuse refuse) {
        AResponse response = acse.refused(refuse);
        Octets information = response.userInformation();
        if (information == null) {
            return new RtIndication.Refused(response.layer(), response.why(), null, null);
        }
        try {
            Apdu.Rtorj rtorj = ApduCodec.rtorj(ApduCodec.fields(information, ApduCodec.RTORJ, "RTORJ"));
            return new RtIndication.Refused("rtse", response.why() + ", RTORJ", rtorj.refuseReason(), rtorj.userData());
        } catch (DecodeException e) {
            return new RtIndication.Refused(
                    "rtse", "refused, and its RTORJ cannot be read: " + e.getMessage(), null, null);
        }
    }

    /** The APDU travels as an EXTERNAL in the context of its abstract syntax: 28 L 02 01 05 A0 L. */
    @Override
    public Octets apduPrefix(long apduLength) {
        Octets reference = Ber.integer(presentation.contextIdentifier(context.userSyntax()));
        Octets encoding = Ber.header(Tag.context(0), true, apduLength);
        Octets external = Ber.header(Tag.EXTERNAL, true, reference.length() + encoding.length() + apduLength);
        return Octets.concat(external, reference, encoding);
    }

    @Override
    public ApduUnwrapper unwrapper() {
        return new ExternalUnwrapper(presentation.contextIdentifier(context.userSyntax()));
    }

    @Override
    public Octets chunkPrefix(long chunkLength) {
        Octets rttr = Ber.header(Tag.OCTET_STRING, false, chunkLength);
        int rtse = presentation.contextIdentifier(context.rtseSyntax());
        return Octets.concat(presentation.dataHeader(rtse, rttr.length() + chunkLength), rttr);
    }

    @Override
    public Octets chunk(Octets ssdu) throws AbortException {
        List<Octets> chunks = new ArrayList<>();
        for (Pdv pdv : presentation.decode(ssdu)) {
            try {
                Tlv rttr = BerReader.single(inRtseContext(pdv), "RTTR");
                if (!rttr.is(Tag.OCTET_STRING)) {
                    throw rttr.error("RTTR", "unexpected " + rttr.tag());
                }
                chunks.add(rttr.string("RTTR"));
            } catch (DecodeException e) {
                throw new AbortException("rtse", e, abort(RtseAbortReason.PROTOCOL_ERROR));
            }
        }
        return chunks.size() == 1 ? chunks.get(0) : Octets.concat(chunks);
    }

    @Override
    public boolean mayCutChunk() {
        return false;
    }

    @Override
    public Octets turnPlease(int priority) {
        int rtse = presentation.contextIdentifier(context.rtseSyntax());
        return presentation.encode(new Pdv(rtse, ApduCodec.rttp(priority)));
    }

    @Override
    public int turnPriority(Octets userData) throws AbortException {
        List<Pdv> values = presentation.decode(userData);
        if (values.isEmpty()) {
            return 0;
        }
        try {
            return ApduCodec.rttp(inRtseContext(values.get(0)));
        } catch (DecodeException e) {
            throw new AbortException("rtse", e, abort(RtseAbortReason.PROTOCOL_ERROR));
        }
    }

    @Override
    public Octets release() {
        return acse.release();
    }

    @Override
    public void releaseIndication(Octets userData) throws AbortException {
        acse.releaseIndication(userData);
    }

    @Override
    public Octets releaseResponse() {
        return acse.releaseResponse();
    }

    @Override
    public Octets abort(RtseAbortReason reason) {
        Apdu.Rtab rtab = new Apdu.Rtab(reason.ordinal());
        return acse.abort(Ber.constructed(ApduCodec.RTAB, ApduCodec.fields(rtab)));
    }

    @Override
    public RtIndication.Aborted aborted(Octets userData) {
        AAbort abort = acse.aborted(userData);
        Octets information = abort.userInformation();
        if (information == null) {
            String why = abort.why().isEmpty() ? "no reason given" : abort.why();
            return new RtIndication.Aborted(abort.layer(), "the peer aborted: " + why, Fault.NONE);
        }
        try {
            Integer reason = ApduCodec.rtab(ApduCodec.fields(information, ApduCodec.RTAB, "RTAB"))
                    .abortReason();
            String text = reason == null ? "no reason given" : RtseAbortReason.text(reason);
            return new RtIndication.Aborted("rtse", "the peer aborted: " + text, Fault.NONE);
        } catch (DecodeException e) {
            return new RtIndication.Aborted(
                    "rtse", "the peer aborted, and its RTAB cannot be read: " + e.getMessage(), Fault.NONE);
        }
    }

    private Octets inRtseContext(Pdv pdv) throws AbortException {
        if (!presentation.isContext(pdv.contextIdentifier(), context.rtseSyntax())) {
            throw violation("an APDU in context " + pdv.contextIdentifier() + ", which is not that of RTSE");
        }
        return pdv.value();
    }

    private AbortException violation(String why) {
        return new AbortException("rtse", why, abort(RtseAbortReason.PROTOCOL_ERROR));
    }

    private static ContextDefinition offer(int identifier, String abstractSyntax) {
        return new ContextDefinition(identifier, abstractSyntax, List.of(ContextDefinition.BER));
    }
}
