package org.openx400.mta.rfc1006.presentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SAccept;
import org.openx400.mta.rfc1006.session.SConnect;
import org.openx400.mta.rfc1006.session.SRefuse;
import org.openx400.mta.rfc1006.session.SessionEffect;
import org.openx400.mta.rfc1006.session.SessionService;

/**
 * The presentation service (X.216) of one connection in normal mode. Requests go down to the session service and return
 * what that asks for; what session indicates is handed to the method of its name. Activities, synchronization and tokens
 * have no PPDUs of their own (X.226 6.6): their user calls session directly. One thread at a time.
 */
public final class PresentationConnection {
    private static final int USER_DATA_NOT_READABLE = 6;
    private static final int PROTOCOL_VERSION_NOT_SUPPORTED = 4;

    private final SessionService session;
    private final Set<String> supported;
    private List<ContextDefinition> definedContextSet = List.of();
    private List<ContextResult> results = List.of();

    /** @param supported abstract syntaxes that a responder accepts */
    public PresentationConnection(SessionService session, Set<String> supported) {
        this.session = session;
        this.supported = Set.copyOf(supported);
    }

    /** P-CONNECT request. */
    public List<SessionEffect> connect(PConnect request) {
        definedContextSet = request.contexts();
        Ppdu.Cp cp = new Ppdu.Cp(
                request.callingPSAPSelector(),
                request.calledPSAPSelector(),
                request.contexts(),
                true,
                request.userData());
        return session.connect(withUserData(request.session(), PpduEncoder.encode(cp)));
    }

    /** P-CONNECT indication; the context negotiation is done here. */
    public PConnect connectIndication(SConnect connect) throws AbortException, RefusalException {
        Ppdu.Cp cp;
        try {
            cp = PpduDecoder.cp(connect.userData());
        } catch (DecodeException e) {
            throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because(e);
        }
        if (!cp.version1()) {
            throw providerRefusal(PROTOCOL_VERSION_NOT_SUPPORTED, "protocol-version 1 is not offered");
        }
        results = new ArrayList<>();
        List<ContextDefinition> accepted = new ArrayList<>();
        for (ContextDefinition context : cp.contexts()) {
            ContextResult result = negotiate(context);
            results.add(result);
            if (result == ContextResult.ACCEPTANCE) {
                accepted.add(context);
            }
        }
        definedContextSet = List.copyOf(accepted);
        for (Pdv pdv : cp.userData()) {
            if (!isDefined(pdv.contextIdentifier())) {
                throw providerRefusal(
                        USER_DATA_NOT_READABLE, "user data in context " + pdv.contextIdentifier() + ", not accepted");
            }
        }
        return new PConnect(
                connect, cp.callingPSAPSelector(), cp.calledPSAPSelector(), definedContextSet, cp.userData());
    }

    /** P-CONNECT response, positive; the session parameters are those of the response without user data. */
    public List<SessionEffect> accept(SAccept response, List<Pdv> userData) {
        Octets cpa = PpduEncoder.encode(new Ppdu.Cpa(Octets.NONE, results, userData));
        return session.accept(new SAccept(
                response.identifier(),
                response.respondingSSAPSelector(),
                response.version(),
                response.requirements(),
                cpa));
    }

    /** P-CONNECT response, negative. */
    public List<SessionEffect> refuse(List<Pdv> userData) {
        return session.refuse(new SRefuse(2, refusal(userData)));
    }

    /** The CPR PPDU of a user who refuses. */
    public Octets refusal(List<Pdv> userData) {
        return PpduEncoder.encode(new Ppdu.Cpr(Octets.NONE, results, null, userData));
    }

    /** P-CONNECT confirm, positive. */
    public List<Pdv> accepted(SAccept accept) throws AbortException {
        Ppdu.Cpa cpa;
        try {
            cpa = PpduDecoder.cpa(accept.userData());
        } catch (DecodeException e) {
            throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because(e);
        }
        // 8.2.3.4: one result for each context, in their order
        if (cpa.results().size() != definedContextSet.size()) {
            throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because("CPA has "
                    + cpa.results().size() + " context results for " + definedContextSet.size() + " contexts");
        }
        List<ContextDefinition> accepted = new ArrayList<>();
        for (int i = 0; i < definedContextSet.size(); i++) {
            if (cpa.results().get(i) != ContextResult.ACCEPTANCE) {
                throw ProviderAbortReason.REASON_NOT_SPECIFIED.because("context for "
                        + definedContextSet.get(i).abstractSyntax() + ": "
                        + cpa.results().get(i));
            }
            accepted.add(definedContextSet.get(i));
        }
        definedContextSet = accepted;
        return defined(cpa.userData());
    }

    /** P-CONNECT confirm, negative. */
    public PRefusal refused(SRefuse refuse) {
        if (refuse.reason() != 2) {
            return new PRefusal("session", "RF reason " + refuse.reason(), List.of());
        }
        try {
            Ppdu.Cpr cpr = PpduDecoder.cpr(refuse.userData());
            Integer reason = cpr.providerReason();
            if (reason != null) {
                return new PRefusal("presentation", "CPR provider-reason " + reason, List.of());
            }
            return new PRefusal("user", contextProblems(cpr.results()), cpr.userData());
        } catch (DecodeException e) {
            return new PRefusal("presentation", "refused, and its CPR cannot be read: " + e.getMessage(), List.of());
        }
    }

    /** What stands before a value of this many octets in a P-DATA PPDU. */
    public Octets dataHeader(int contextIdentifier, long valueLength) {
        return UserData.header(contextIdentifier, valueLength);
    }

    /** The user data of P-DATA, P-TOKEN-PLEASE or P-RELEASE, for the session request of the same name. */
    public Octets encode(Pdv pdv) {
        return UserData.encode(List.of(pdv));
    }

    /** P-DATA, P-TOKEN-PLEASE or P-RELEASE indication or confirm: the values in the user data. */
    public List<Pdv> decode(Octets userData) throws AbortException {
        if (userData.isEmpty()) {
            return List.of();
        }
        try {
            return defined(UserData.decode(userData));
        } catch (DecodeException e) {
            throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because(e);
        }
    }

    /** The ARU PPDU of P-U-ABORT. */
    public Octets userAbort(Pdv pdv) {
        return PpduEncoder.encode(new Ppdu.Aru(List.of(pdv)));
    }

    /** P-U-ABORT or P-P-ABORT indication. */
    public PAbort aborted(Octets userData) {
        if (userData.isEmpty()) {
            return new PAbort(false, "no reason given", List.of());
        }
        try {
            Ppdu abort = PpduDecoder.abort(userData);
            if (abort instanceof Ppdu.Aru aru) {
                return new PAbort(false, "", aru.userData());
            }
            int reason = abort instanceof Ppdu.Arp arp ? arp.providerReason() : 0;
            return new PAbort(true, "ARP: " + ProviderAbortReason.text(reason), List.of());
        } catch (DecodeException e) {
            return new PAbort(true, "its reason cannot be read: " + e.getMessage(), List.of());
        }
    }

    /** Whether a context with this abstract syntax is in the defined context set. */
    public boolean supports(String abstractSyntax) {
        return definedContextSet.stream().anyMatch(c -> c.abstractSyntax().equals(abstractSyntax));
    }

    /** The identifier of the context with this abstract syntax. */
    public int contextIdentifier(String abstractSyntax) {
        for (ContextDefinition context : definedContextSet) {
            if (context.abstractSyntax().equals(abstractSyntax)) {
                return context.identifier();
            }
        }
        throw new IllegalStateException("no context for " + abstractSyntax);
    }

    /** Whether this is the identifier of a context with this abstract syntax. */
    public boolean isContext(int identifier, String abstractSyntax) {
        return definedContextSet.stream()
                .anyMatch(
                        c -> c.identifier() == identifier && c.abstractSyntax().equals(abstractSyntax));
    }

    private ContextResult negotiate(ContextDefinition context) {
        if (!supported.contains(context.abstractSyntax())) {
            return ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED;
        }
        boolean ber = context.transferSyntaxes().contains(ContextDefinition.BER);
        return ber ? ContextResult.ACCEPTANCE : ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED;
    }

    private boolean isDefined(int identifier) {
        return definedContextSet.stream().anyMatch(c -> c.identifier() == identifier);
    }

    private List<Pdv> defined(List<Pdv> values) throws AbortException {
        for (Pdv pdv : values) {
            if (!isDefined(pdv.contextIdentifier())) {
                throw ProviderAbortReason.INVALID_PPDU_PARAMETER_VALUE.because("presentation-context-identifier "
                        + pdv.contextIdentifier() + " is not in the defined context set");
            }
        }
        return values;
    }

    private RefusalException providerRefusal(int reason, String why) {
        Ppdu.Cpr cpr = new Ppdu.Cpr(Octets.NONE, results, reason, List.of());
        return new RefusalException("presentation", why, PpduEncoder.encode(cpr));
    }

    private String contextProblems(List<ContextResult> refused) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < refused.size() && i < definedContextSet.size(); i++) {
            if (refused.get(i) != ContextResult.ACCEPTANCE) {
                text.append(text.length() == 0 ? "context for " : ", for ")
                        .append(definedContextSet.get(i).abstractSyntax())
                        .append(": ")
                        .append(refused.get(i));
            }
        }
        return text.toString();
    }

    private static SConnect withUserData(SConnect connect, Octets userData) {
        return new SConnect(
                connect.identifier(),
                connect.callingSSAPSelector(),
                connect.calledSSAPSelector(),
                connect.version1(),
                connect.version2(),
                connect.requirements(),
                connect.initialTokensHere(),
                userData);
    }
}
