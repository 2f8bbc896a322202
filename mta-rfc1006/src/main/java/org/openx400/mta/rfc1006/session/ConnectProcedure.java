package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.OctetCollector;
import org.openx400.mta.octets.Octets;

/** Establishment: CN, CDO, OA, AC and RF, X.225 7.1 to 7.5. */
final class ConnectProcedure {
    private static final int VERSIONS_NOT_SUPPORTED = 132;
    private static final int IMPLEMENTATION_RESTRICTION = 134;
    private static final int USER_DATA_FOLLOWS = 2;
    private static final int BOTH_VERSIONS = ConnectItem.VERSION_1 | ConnectItem.VERSION_2;
    /** User data of one CDO: the whole SPDU has to stay below 65,539 octets. */
    private static final int MOST_OVERFLOW_DATA = 60_000;
    /** SI, PI and LI of a CDO around its user data. */
    private static final int OVERFLOW_HEADER_LENGTH = 11;

    private final SessionCore core;
    private final OctetCollector overflow;
    private @Nullable SConnect requested;
    private Octets unsentUserData = Octets.NONE;
    private Spdu.@Nullable Cn received;

    ConnectProcedure(SessionCore core) {
        this.core = core;
        this.overflow = new OctetCollector(core.limits().maximumSsdu());
    }

    /** S-CONNECT request: CN goes out as soon as there is a transport connection. */
    void request(SConnect connect) {
        core.require(
                requested == null && (core.state() == SessionState.IDLE || core.state() == SessionState.T_CONNECTED),
                "S-CONNECT request");
        if (!connect.version1() && !connect.version2() || connect.requirements() != FunctionalUnits.RTSE) {
            throw new IllegalArgumentException("a version and RTSE's functional units have to be offered");
        }
        if (!connect.version2() && connect.userData().length() > SpduEncoder.MOST_USER_DATA) {
            throw new IllegalArgumentException("more than 512 octets of user data need session version 2");
        }
        requested = connect;
        if (core.state() == SessionState.T_CONNECTED) {
            sendConnect(connect);
        }
    }

    void initiatorTransportConnected() {
        core.enter(SessionState.T_CONNECTED);
        if (requested != null) {
            sendConnect(requested);
        }
    }

    void responderTransportConnected() {
        core.enter(SessionState.WAIT_CN);
        core.arm(SessionTimer.CONNECT);
    }

    private void sendConnect(SConnect connect) {
        Octets userData = connect.userData();
        int inCn = Math.min(userData.length(), SpduEncoder.MOST_EXTENDED_USER_DATA);
        unsentUserData = userData.from(inCn);
        int size = core.limits().maximumTsduSize();
        core.version(offered(connect) == ConnectItem.VERSION_2 ? 2 : 1);
        core.send(new Spdu.Cn(
                connect.identifier(),
                new ConnectItem(new TsduSizes(size, size), offered(connect), tokenSetting(connect)),
                connect.requirements(),
                connect.callingSSAPSelector(),
                connect.calledSSAPSelector(),
                !unsentUserData.isEmpty(),
                userData.slice(0, inCn)));
        core.enter(unsentUserData.isEmpty() ? SessionState.WAIT_AC : SessionState.WAIT_OA);
        core.arm(SessionTimer.CONNECT);
    }

    private static int tokenSetting(SConnect connect) {
        return connect.initialTokensHere() ? ConnectItem.TOKENS_WITH_INITIATOR : ConnectItem.TOKENS_WITH_RESPONDER;
    }

    /** Version 1 has no PGI 194, so it is not offered where that is needed. */
    private static int offered(SConnect connect) {
        boolean version1 = connect.version1() && connect.userData().length() <= SpduEncoder.MOST_USER_DATA;
        return (version1 ? ConnectItem.VERSION_1 : 0) | (connect.version2() ? ConnectItem.VERSION_2 : 0);
    }

    void received(Spdu.Oa oa) throws SpduException {
        if ((oa.versions() & ConnectItem.VERSION_2) == 0) {
            throw core.protocolError(oa, "does not select version 2");
        }
        int limit = oa.tsduMaximumSizes().toResponder();
        if (oa.tsduMaximumSizes().tooSmall()) {
            throw restriction(oa, "wants TSDUs of " + limit + " octets");
        }
        int most = limit == 0 ? MOST_OVERFLOW_DATA : Math.min(MOST_OVERFLOW_DATA, limit - OVERFLOW_HEADER_LENGTH);
        while (!unsentUserData.isEmpty()) {
            int length = Math.min(most, unsentUserData.length());
            boolean last = length == unsentUserData.length();
            core.send(new Spdu.Cdo(last ? Enclosure.END : Enclosure.MIDDLE, unsentUserData.slice(0, length)));
            unsentUserData = unsentUserData.from(length);
        }
        core.enter(SessionState.WAIT_AC);
    }

    void received(Spdu.Cn cn) throws SpduException {
        received = cn;
        int refusal = refusal(cn);
        if (refusal != 0) {
            sendRefusal(new Spdu.Rf(
                    FunctionalUnits.RTSE, refusal == VERSIONS_NOT_SUPPORTED ? BOTH_VERSIONS : 0, refusal, Octets.NONE));
            core.indicate(new SessionIndication.ProviderAbort(
                    "session: refused with reason " + refusal + ": CN offers versions "
                            + cn.item().versions() + ", requirements " + Integer.toHexString(cn.requirements())
                            + ", token setting " + cn.item().tokenSetting() + ", TSDU sizes "
                            + cn.item().tsduMaximumSizes(),
                    Fault.NONE));
        } else if (cn.dataOverflow()) {
            collect(cn, cn.userData());
            core.send(new Spdu.Oa(agreedSizes(cn), ConnectItem.VERSION_2));
            core.enter(SessionState.WAIT_CDO);
        } else if (cn.userData().length() > core.limits().maximumSsdu()) {
            throw restriction(cn, "has too much user data");
        } else {
            indicate(cn, cn.userData());
        }
    }

    void received(Spdu.Cdo cdo) throws SpduException {
        collect(cdo, cdo.userData());
        if (received != null && (cdo.enclosure() & Enclosure.END) != 0) {
            indicate(received, overflow.take());
        }
    }

    /** The reason of X.225 8.3.5 (PI 50) with which we refuse by ourselves, or 0. */
    private static int refusal(Spdu.Cn cn) {
        int versions = cn.item().versions();
        if ((versions & BOTH_VERSIONS) == 0 || cn.dataOverflow() && (versions & ConnectItem.VERSION_2) == 0) {
            return VERSIONS_NOT_SUPPORTED;
        }
        boolean restricted = (cn.requirements() & FunctionalUnits.RTSE) != FunctionalUnits.RTSE
                || tokensSplit(cn.item().tokenSetting())
                || cn.item().tsduMaximumSizes().tooSmall();
        return restricted ? IMPLEMENTATION_RESTRICTION : 0;
    }

    /** RTSE keeps its three tokens together. */
    private static boolean tokensSplit(int tokenSetting) {
        int data = tokenSetting & 0x03;
        return data == 0x03 || (tokenSetting >> 2 & 0x03) != data || (tokenSetting >> 4 & 0x03) != data;
    }

    /** Where the responder may choose, we leave the tokens with the initiator. */
    private static boolean tokensWithInitiator(Spdu.Cn cn) {
        return (cn.item().tokenSetting() & 0x01) == 0;
    }

    private void indicate(Spdu.Cn cn, Octets userData) {
        int versions = cn.item().versions();
        core.cancel(SessionTimer.CONNECT);
        core.version((versions & ConnectItem.VERSION_2) != 0 ? 2 : 1);
        core.enter(SessionState.WAIT_RSP);
        core.indicate(new SessionIndication.Connect(new SConnect(
                cn.identifier(),
                cn.callingSSAPSelector(),
                cn.calledSSAPSelector(),
                (versions & ConnectItem.VERSION_1) != 0,
                (versions & ConnectItem.VERSION_2) != 0,
                cn.requirements(),
                tokensWithInitiator(cn),
                userData)));
    }

    /** S-CONNECT response, positive. */
    void accept(SAccept accept) {
        Spdu.Cn cn = answerable("S-CONNECT response");
        int versionBit = accept.version() == 2 ? ConnectItem.VERSION_2 : ConnectItem.VERSION_1;
        if ((cn.item().versions() & versionBit) == 0 || accept.requirements() != FunctionalUnits.RTSE) {
            throw new IllegalArgumentException("version " + accept.version() + " with requirements "
                    + Integer.toHexString(accept.requirements()) + " cannot be accepted");
        }
        core.version(accept.version());
        TsduSizes sizes = agreedSizes(cn);
        boolean initiator = tokensWithInitiator(cn);
        core.send(new Spdu.Ac(
                accept.identifier(),
                new ConnectItem(
                        sizes,
                        versionBit,
                        initiator ? ConnectItem.TOKENS_WITH_INITIATOR : ConnectItem.TOKENS_WITH_RESPONDER),
                accept.requirements(),
                accept.respondingSSAPSelector(),
                core.checked(accept.userData())));
        core.sender().limitTsdu(sizes.toInitiator());
        core.tokens(initiator ? Tokens.NONE : Tokens.ALL);
        core.enter(SessionState.DATA);
    }

    /** S-CONNECT response, negative. */
    void refuse(SRefuse refuse) {
        answerable("S-CONNECT response");
        Octets userData = refuse.reason() == USER_DATA_FOLLOWS ? core.checked(refuse.userData()) : Octets.NONE;
        sendRefusal(new Spdu.Rf(FunctionalUnits.RTSE, 0, refuse.reason(), userData));
    }

    void received(Spdu.Ac ac) throws SpduException {
        SConnect connect = expectedRequest(ac);
        int versions = ac.item().versions() & offered(connect);
        if (versions == 0) {
            throw core.protocolError(ac, "selects version bits " + ac.item().versions() + ", not offered");
        }
        int requirements = ac.requirements() & connect.requirements();
        int size = core.limits().maximumTsduSize();
        TsduSizes sizes = ac.item().tsduMaximumSizes().agreedWith(new TsduSizes(size, size));
        if (requirements != FunctionalUnits.RTSE || sizes.tooSmall()) {
            throw restriction(
                    ac, "selects requirements " + Integer.toHexString(requirements) + " and TSDU sizes " + sizes);
        }
        int setting = ac.item().tokenSetting() & ConnectItem.TOKENS;
        if (setting != tokenSetting(connect)) { // 8.3.2: only where CN left the choice may AC make one
            throw core.protocolError(
                    ac, String.format("sets the tokens to %02x, CN to %02x", setting, tokenSetting(connect)));
        }
        int version = (versions & ConnectItem.VERSION_2) != 0 ? 2 : 1;
        core.cancel(SessionTimer.CONNECT);
        core.version(version);
        core.sender().limitTsdu(sizes.toResponder());
        core.tokens(connect.initialTokensHere() ? Tokens.ALL : Tokens.NONE);
        core.enter(SessionState.DATA);
        core.indicate(new SessionIndication.Accepted(
                new SAccept(ac.identifier(), ac.respondingSSAPSelector(), version, requirements, ac.userData())));
    }

    void received(Spdu.Rf rf) {
        core.indicate(new SessionIndication.Refused(new SRefuse(rf.reason(), rf.userData())));
        core.disconnectTransport();
    }

    private void sendRefusal(Spdu.Rf rf) {
        core.send(rf);
        core.awaitTransportDisconnect(SessionState.WAIT_TDISC);
    }

    private TsduSizes agreedSizes(Spdu.Cn cn) {
        int own = core.limits().maximumTsduSize();
        return cn.item().tsduMaximumSizes().agreedWith(new TsduSizes(own, own));
    }

    private void collect(Spdu spdu, Octets userData) throws SpduException {
        if (!overflow.add(userData)) {
            throw restriction(
                    spdu, "brings more user data than " + core.limits().maximumSsdu() + " octets");
        }
    }

    private Spdu.Cn answerable(String request) {
        core.require(core.state() == SessionState.WAIT_RSP, request);
        if (received == null) {
            throw new IllegalStateException(request + " without CN");
        }
        return received;
    }

    private SConnect expectedRequest(Spdu.Ac ac) throws SpduException {
        if (requested == null) {
            throw core.protocolError(ac, "answers no CN");
        }
        return requested;
    }

    private SpduException restriction(Spdu spdu, String problem) {
        return SpduException.tooLong(spdu.type().name(), problem, core.limits());
    }
}
