package org.openx400.mta.rfc1006.acse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.presentation.AbortException;
import org.openx400.mta.rfc1006.presentation.PAbort;
import org.openx400.mta.rfc1006.presentation.PConnect;
import org.openx400.mta.rfc1006.presentation.PRefusal;
import org.openx400.mta.rfc1006.presentation.Pdv;
import org.openx400.mta.rfc1006.presentation.PresentationConnection;
import org.openx400.mta.rfc1006.presentation.ProviderAbortReason;
import org.openx400.mta.rfc1006.presentation.RefusalException;
import org.openx400.mta.rfc1006.session.SAccept;
import org.openx400.mta.rfc1006.session.SConnect;
import org.openx400.mta.rfc1006.session.SRefuse;
import org.openx400.mta.rfc1006.session.SessionEffect;

/**
 * The association control service (X.217) of one association, for one application context. Requests go down to the
 * presentation service; what that indicates is handed to the method of its name. One thread at a time.
 */
public final class AcseAssociation {
    /** Abstract syntax of ACSE. */
    public static final String ABSTRACT_SYNTAX = "2.2.1.0.1";

    private static final int REJECTED_PERMANENT = 1;
    private static final int REJECTED_TRANSIENT = 2;

    private final PresentationConnection presentation;
    private final String applicationContext;
    private final String userSyntax;
    private final List<String> otherSyntaxes;

    /**
     * @param applicationContext the one that is asked for and accepted, OBJECT IDENTIFIER, dotted
     * @param userSyntax abstract syntax of the user information
     * @param otherSyntaxes abstract syntaxes without which the application context is of no use
     */
    public AcseAssociation(
            PresentationConnection presentation,
            String applicationContext,
            String userSyntax,
            List<String> otherSyntaxes) {
        this.presentation = presentation;
        this.applicationContext = applicationContext;
        this.userSyntax = userSyntax;
        this.otherSyntaxes = List.copyOf(otherSyntaxes);
    }

    /** A-ASSOCIATE request. */
    public List<SessionEffect> associate(AAssociate request) {
        PConnect connect = request.presentation();
        int user = identifier(connect, userSyntax);
        Octets information = request.userInformation();
        Apdu.Aarq aarq = new Apdu.Aarq(
                true,
                applicationContext,
                request.called(),
                request.calling(),
                information == null ? null : new External(user, information));
        Pdv pdv = new Pdv(identifier(connect, ABSTRACT_SYNTAX), ApduCodec.encode(aarq));
        return presentation.connect(new PConnect(
                connect.session(),
                connect.callingPSAPSelector(),
                connect.calledPSAPSelector(),
                connect.contexts(),
                List.of(pdv)));
    }

    /** A-ASSOCIATE indication. */
    public AAssociate associateIndication(SConnect connect) throws AbortException, RefusalException {
        PConnect indication = presentation.connectIndication(connect);
        if (!(only(indication.userData(), "AARQ") instanceof Apdu.Aarq aarq)) {
            throw violation("the user data of CP is not an AARQ");
        }
        // 7.1.4.2 and 7.1.4.3: common version, then application context
        if (!aarq.version1()) {
            throw refusal(AssociateDiagnostic.NO_COMMON_ACSE_VERSION, "protocol-version 1 is not offered");
        }
        if (!aarq.applicationContext().equals(applicationContext)) {
            throw refusal(
                    AssociateDiagnostic.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED,
                    "application-context-name " + aarq.applicationContext() + " is not supported");
        }
        for (String syntax : otherSyntaxes) {
            checkContext(syntax);
        }
        checkContext(userSyntax);
        return new AAssociate(indication, aarq.called(), aarq.calling(), information(aarq.userInformation()));
    }

    /** A-ASSOCIATE response, positive. */
    public List<SessionEffect> accept(SAccept response, AeTitle responding, Octets userInformation) {
        Apdu.Aare aare = new Apdu.Aare(
                applicationContext, 0, AssociateDiagnostic.USER_NULL, responding, external(userInformation));
        return presentation.accept(response, List.of(acse(aare)));
    }

    /** A-ASSOCIATE response, negative: rejected (transient) or rejected (permanent). */
    public List<SessionEffect> refuse(
            boolean transientRejection, AssociateDiagnostic diagnostic, Octets userInformation) {
        int result = transientRejection ? REJECTED_TRANSIENT : REJECTED_PERMANENT;
        Apdu.Aare aare = new Apdu.Aare(applicationContext, result, diagnostic, AeTitle.NONE, external(userInformation));
        return presentation.refuse(List.of(acse(aare)));
    }

    /** A-ASSOCIATE confirm, positive. */
    public AResponse associated(SAccept accept) throws AbortException {
        if (!(only(presentation.accepted(accept), "AARE") instanceof Apdu.Aare aare)) {
            throw violation("the user data of CPA is not an AARE");
        }
        if (aare.result() != 0) {
            throw violation("AARE result " + aare.result() + " with a connection that was accepted");
        }
        return new AResponse("acse", true, "", information(aare.userInformation()));
    }

    /** A-ASSOCIATE confirm, negative. There is nobody left to abort, so what cannot be read is told in words. */
    public AResponse refused(SRefuse refuse) {
        PRefusal refusal = presentation.refused(refuse);
        if (!refusal.layer().equals("user")) {
            return new AResponse(refusal.layer(), false, refusal.why(), null);
        }
        if (refusal.userData().isEmpty()) {
            return new AResponse("presentation", false, "CPR without a reason " + refusal.why(), null);
        }
        try {
            if (ApduCodec.decode(refusal.userData().get(0).value()) instanceof Apdu.Aare aare) {
                External information = aare.userInformation();
                String why = "AARE result " + aare.result() + ", " + aare.diagnostic();
                return new AResponse("acse", false, why, information == null ? null : information.value());
            }
            return new AResponse("acse", false, "refused, but not with an AARE", null);
        } catch (DecodeException e) {
            return new AResponse("acse", false, "refused, and its AARE cannot be read: " + e.getMessage(), null);
        }
    }

    /** User data of A-RELEASE request. */
    public Octets release() {
        return presentation.encode(acse(new Apdu.Rlrq(0)));
    }

    /** A-RELEASE indication. */
    public void releaseIndication(Octets userData) throws AbortException {
        if (!(only(presentation.decode(userData), "RLRQ") instanceof Apdu.Rlrq)) {
            throw violation("the user data of P-RELEASE is not an RLRQ");
        }
    }

    /** User data of A-RELEASE response. */
    public Octets releaseResponse() {
        return presentation.encode(acse(new Apdu.Rlre(0)));
    }

    /** The ARU PPDU of A-ABORT. */
    public Octets abort(Octets userInformation) {
        return presentation.userAbort(acse(new Apdu.Abrt(false, external(userInformation))));
    }

    /** A-ABORT or A-P-ABORT indication. */
    public AAbort aborted(Octets userData) {
        PAbort abort = presentation.aborted(userData);
        if (abort.provider() || abort.userData().isEmpty()) {
            return new AAbort("presentation", abort.why(), null);
        }
        try {
            if (!(ApduCodec.decode(abort.userData().get(0).value()) instanceof Apdu.Abrt abrt)) {
                return new AAbort("acse", "aborted, but not with an ABRT", null);
            }
            if (abrt.provider()) {
                return new AAbort("acse", "ABRT from the provider", null);
            }
            External information = abrt.userInformation();
            return new AAbort("rtse", "", information == null ? null : information.value());
        } catch (DecodeException e) {
            return new AAbort("acse", "aborted, and its ABRT cannot be read: " + e.getMessage(), null);
        }
    }

    private Apdu only(List<Pdv> values, String expected) throws AbortException {
        if (values.size() != 1) {
            throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because(
                    values.size() + " values where one was expected, " + expected);
        }
        Pdv pdv = values.get(0);
        if (!presentation.isContext(pdv.contextIdentifier(), ABSTRACT_SYNTAX)) {
            throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because(
                    expected + " is expected in the context of ACSE, not " + pdv.contextIdentifier());
        }
        try {
            return ApduCodec.decode(pdv.value());
        } catch (DecodeException e) {
            throw new AbortException("acse", e, protocolError());
        }
    }

    private @Nullable Octets information(@Nullable External information) throws AbortException {
        if (information == null) {
            return null;
        }
        Integer context = information.indirectReference();
        if (context != null && !presentation.isContext(context, userSyntax)) {
            throw violation("user-information in context " + context);
        }
        return information.value();
    }

    private RefusalException refusal(AssociateDiagnostic diagnostic, String why) {
        Apdu.Aare aare = new Apdu.Aare(applicationContext, REJECTED_PERMANENT, diagnostic, AeTitle.NONE, null);
        return new RefusalException("acse", why, presentation.refusal(List.of(acse(aare))));
    }

    private AbortException violation(String why) {
        return new AbortException("acse", why, protocolError());
    }

    private Octets protocolError() {
        return presentation.userAbort(acse(new Apdu.Abrt(true, null)));
    }

    private void checkContext(String syntax) throws RefusalException {
        if (!presentation.supports(syntax)) {
            throw refusal(AssociateDiagnostic.USER_NO_REASON_GIVEN, "no context for abstract syntax " + syntax);
        }
    }

    private External external(Octets value) {
        return new External(presentation.contextIdentifier(userSyntax), value);
    }

    private Pdv acse(Apdu apdu) {
        return new Pdv(presentation.contextIdentifier(ABSTRACT_SYNTAX), ApduCodec.encode(apdu));
    }

    private static int identifier(PConnect connect, String abstractSyntax) {
        return connect.contexts().stream()
                .filter(context -> context.abstractSyntax().equals(abstractSyntax))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no context for " + abstractSyntax))
                .identifier();
    }
}
