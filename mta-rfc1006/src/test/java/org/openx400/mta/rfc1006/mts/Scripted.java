package org.openx400.mta.rfc1006.mts;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** One side, and a peer that is played by the test, TSDU by TSDU. */
public final class Scripted {
    static final Octets CC = Octets.hex("0300000b 06 d0 0001 2222 00");
    static final Octets CR = Octets.hex("0300001d 18 e0 0000 1111 00 c1 07 583430302d3838 c2 07 583430302d3838");

    static final String IDENTIFIER_TIME = "170d3236313132303231333030305a";
    static final String CONTEXTS = "a433 300f020101060452010001300406025101 300f02010306045600020c300406025101"
            + " 300f020105060456000207300406025101";
    static final String RESULTS = "a51b 300780010081025101 300780010081025101 300780010081025101";

    static final String CN_NORMAL = "0dad 0119 0a06 04046d746131 0b0f " + IDENTIFIER_TIME
            + " 0509 130100 160102 1a0100 14020249 c181 317fa003800101 a278 " + CONTEXTS
            + " 6141 303f020101a03a 6038 a106060456000106 be2e 282c 06025101 020103 a023"
            + " b021 80013f 810103 820100 a316 a014 b012 a110 80046d746131 a108 1606736563726574";
    static final String CPA_NORMAL = "3171 a003800101 a26a " + RESULTS
            + " 614b 3049 020101 a044 6142 a106060456000106 a203020100 a305a103020100 be2c 282a 06025101 020103 a021"
            + " b11f 80013f 810103 a217 a015 b113 a111 80046d746132 a109 160773656372657432";
    static final String AC_NORMAL = "0ea1 0119 0906 04046d746131 0b0f " + IDENTIFIER_TIME
            + " 0509 130100 160102 1a0100 14020249 3400 c173 " + CPA_NORMAL;

    static final String CN_X410 = "0d57 0119 0a06 14046d746131 0b0f " + IDENTIFIER_TIME
            + " 0509 130100 160101 1a0100 14020249 c12b 3129 a003800100 a122 80013f 810103 820100"
            + " a314 a012 a110 80046d746131 a1081606736563726574 8401%02x";
    static final String CPA_X410 =
            "3124 a003800100 a11d 80013f 810103 a215 a013 a111 80046d746132 a109160773656372657432";
    static final String AC_X410 = "0e54 0119 0906 14046d746131 0b0f " + IDENTIFIER_TIME
            + " 0509 130100 160101 1a0100 14020249 3400 c126 " + CPA_X410;

    final Side side;

    private Scripted(Side side) {
        this.side = side;
    }

    /** Of section 13: ours is the MTA mta1 that calls. */
    static Scripted initiator(Mode mode) {
        return initiator(mode, false);
    }

    private static Scripted initiator(Mode mode, boolean twoWayAlternate) {
        InitiatorParameters parameters = new InitiatorParameters(
                mode,
                new Selectors(Octets.latin1("X400-88"), Octets.NONE, Octets.NONE),
                new Selectors(Octets.latin1("X400-88"), Octets.NONE, Octets.NONE),
                new MtaCredentials("mta1", Secret.of("secret")),
                twoWayAlternate,
                63,
                3,
                new SessionConnectionIdentifiers(Pair.CLOCK).next("mta1", mode),
                Pair.LIMITS);
        Scripted scripted = new Scripted(new Side(OsiMtaAssociation.initiator(parameters), Pair.acceptance(63, 3)));
        scripted.side.run(scripted.side.machine.connected());
        scripted.side.wire.clear();
        scripted.side.run(scripted.side.machine.received(CC));
        return scripted;
    }

    /** Of section 13: ours is the MTA mta2 that is called. */
    static Scripted responder() {
        Scripted scripted = new Scripted(
                new Side(OsiMtaAssociation.responder(new ResponderParameters(Pair.LIMITS)), Pair.acceptance(63, 3)));
        scripted.side.run(scripted.side.machine.received(CR));
        scripted.side.wire.clear();
        return scripted;
    }

    static Scripted boundInitiator(Mode mode) {
        return bound(initiator(mode), mode);
    }

    static Scripted boundTwoWayInitiator(Mode mode) {
        return bound(initiator(mode, true), mode);
    }

    private static Scripted bound(Scripted scripted, Mode mode) {
        scripted.sent();
        scripted.play(mode.isNormal() ? AC_NORMAL : AC_X410);
        return scripted;
    }

    static Scripted boundResponder(Mode mode) {
        Scripted scripted = responder();
        scripted.play(cn(mode));
        scripted.sent();
        return scripted;
    }

    static String cn(Mode mode) {
        return mode.isNormal() ? CN_NORMAL : String.format(CN_X410, mode == Mode.X410_1984 ? 1 : 12);
    }

    /** The peer sends these TSDUs, hexadecimal. */
    void play(String... tsdus) {
        for (String tsdu : tsdus) {
            side.run(side.machine.received(tpkt(Octets.hex(tsdu))));
        }
    }

    /** What our side has sent since the last call, TSDU by TSDU, hexadecimal; each was in one DT. */
    List<String> sent() {
        List<String> tsdus = new ArrayList<>();
        Octets octets = Octets.concat(List.copyOf(side.wire));
        side.wire.clear();
        int at = 0;
        while (at < octets.length()) {
            int length = octets.at(at + 2) << 8 | octets.at(at + 3);
            tsdus.add(octets.slice(at + 7, at + length).toHex());
            at += length;
        }
        return tsdus;
    }

    /** A TSDU in one DT. */
    public static Octets tpkt(Octets tsdu) {
        int length = tsdu.length() + 7;
        return Octets.concat(Octets.of(3, 0, length >> 8, length, 2, 0xf0, 0x80), tsdu);
    }

    static String hex(String text) {
        return Octets.hex(text).toHex();
    }

    /** The CN of X.410 mode with these fields of RTORQ, hexadecimal. */
    public static String x410Connect(String fields) {
        Octets mode = Octets.hex("a003800100");
        return connect(Ber.set(mode, Ber.constructed(Tag.context(1), Octets.hex(fields))));
    }

    /** The CN of normal mode with these fields of RTORQ, hexadecimal. */
    static String normalConnect(String fields) {
        return normalConnect(fields, "");
    }

    /** The same with a protocol-version field in the AARQ. */
    static String normalConnect(String fields, String version) {
        Octets rtorq = Ber.constructed(Tag.context(16), Octets.hex(fields));
        Octets external = Ber.constructed(
                Tag.EXTERNAL, Ber.objectIdentifier("2.1.1"), Ber.integer(3), Ber.constructed(Tag.context(0), rtorq));
        Octets aarq = Ber.constructed(
                Tag.application(0),
                Octets.hex(version),
                Octets.hex("a106060456000106"),
                Ber.constructed(Tag.context(30), external));
        Octets pdv = Ber.sequence(Ber.integer(1), Ber.constructed(Tag.context(0), aarq));
        Octets userData = Ber.constructed(Tag.application(1), pdv);
        return connect(
                Ber.set(Octets.hex("a003800101"), Ber.constructed(Tag.context(2), Octets.hex(CONTEXTS), userData)));
    }

    private static String connect(Octets ppdu) {
        Octets parameters = Octets.concat(
                Octets.hex("0119 0a06 14046d746131 0b0f " + IDENTIFIER_TIME + " 0509 130100 160103 1a0100 14020249 c1"),
                Octets.of(ppdu.length()),
                ppdu);
        return Octets.concat(Octets.of(0x0d, parameters.length()), parameters).toHex();
    }
}
