package org.openx400.mta.rfc1006.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openx400.mta.octets.Octets;

/** One TSDU for each SPDU, written from X.225 clause 8.3. */
final class SpduVectors {
    static final SessionConnectionIdentifier IDENTIFIER = new SessionConnectionIdentifier(
            Octets.hex("04046d746131"), Octets.hex("170d3236313132303231333030305a"), Octets.NONE);

    private static final String REFERENCES = "04046d746131 0b0f 170d3236313132303231333030305a";

    private SpduVectors() {}

    static Map<Octets, Spdu> all() {
        Map<Octets, Spdu> all = new LinkedHashMap<>();
        connecting(all);
        releasing(all);
        transfer(all);
        activities(all);
        return all;
    }

    private static void connecting(Map<Octets, Spdu> all) {
        all.put(
                Octets.hex("0d31 0119 0a06" + REFERENCES + "0509 130100 160102 1a0100 14020249 c105 3103800103"),
                cn(ConnectItem.VERSION_2, TsduSizes.UNLIMITED, Octets.hex("3103800103")));
        all.put(
                Octets.hex("0d3d 0119 0a06" + REFERENCES
                        + "050f 130100 150407f907fa 160103 1a0115 14020249 330141 34024243 3c0101 c101aa"),
                new Spdu.Cn(
                        IDENTIFIER,
                        new ConnectItem(new TsduSizes(0x7f9, 0x7fa), 3, ConnectItem.TOKENS_WITH_RESPONDER),
                        0x0249,
                        Octets.latin1("A"),
                        Octets.latin1("BC"),
                        true,
                        Octets.hex("aa")));
        all.put(
                Octets.hex("0e31 0119 0906" + REFERENCES + "0509 130100 160102 1a0100 14020249 c105 3103800103"),
                new Spdu.Ac(
                        IDENTIFIER,
                        new ConnectItem(TsduSizes.UNLIMITED, 2, 0),
                        0x0249,
                        Octets.NONE,
                        Octets.hex("3103800103")));
        all.put(
                Octets.hex("0c0f 110101 14020249 3206 02 3103800102"),
                new Spdu.Rf(0x0249, 0, 2, Octets.hex("3103800102")));
        all.put(Octets.hex("0c0d 110101 14020249 160103 320184"), new Spdu.Rf(0x0249, 3, 132, Octets.NONE));
        all.put(Octets.hex("0f06 190102 c101aa"), new Spdu.Cdo(Enclosure.END, Octets.hex("aa")));
        all.put(Octets.hex("1009 150400400040 160102"), new Spdu.Oa(new TsduSizes(64, 64), 2));
    }

    static Spdu.Cn cn(int versions, TsduSizes sizes, Octets userData) {
        return new Spdu.Cn(
                IDENTIFIER, new ConnectItem(sizes, versions, 0), 0x0249, Octets.NONE, Octets.NONE, false, userData);
    }

    private static void releasing(Map<Octets, Spdu> all) {
        all.put(Octets.hex("0903 110101"), new Spdu.Fn(false, Octets.NONE));
        all.put(Octets.hex("0908 110101 c103 610100"), new Spdu.Fn(false, Octets.hex("610100")));
        all.put(Octets.hex("0903 110100"), new Spdu.Fn(true, Octets.NONE));
        all.put(Octets.hex("0a00"), new Spdu.Dn(Octets.NONE));
        all.put(Octets.hex("0a05 c103 610100"), new Spdu.Dn(Octets.hex("610100")));
        all.put(Octets.hex("0803 c101aa"), new Spdu.Nf(Octets.hex("aa")));
        all.put(Octets.hex("190a 110103 c105 3103800103"), new Spdu.Ab(0x03, Octets.NONE, Octets.hex("3103800103")));
        all.put(Octets.hex("1906 110105 3101ff"), new Spdu.Ab(0x05, Octets.hex("ff"), Octets.NONE));
        all.put(Octets.hex("1a00"), new Spdu.Plain(SpduType.AA));
    }

    private static void transfer(Map<Octets, Spdu> all) {
        all.put(Octets.hex("0100 0100 6103"), new Spdu.Dt(Enclosure.WHOLE, Octets.hex("6103")));
        all.put(Octets.hex("0100 0103 190101 6103"), new Spdu.Dt(Enclosure.BEGIN, Octets.hex("6103")));
        all.put(Octets.hex("0103 100101"), new Spdu.Gt(Tokens.DATA));
        all.put(
                Octets.hex("0211 100101 c10c 610a 3008 020103 a003 020105"),
                new Spdu.Pt(Tokens.DATA, Octets.hex("610a3008020103a003020105")));
        all.put(Octets.hex("1500"), new Spdu.Plain(SpduType.GTC));
        all.put(Octets.hex("1600"), new Spdu.Plain(SpduType.GTA));
        all.put(Octets.hex("0200 3003 320101"), new Spdu.Ed(1, Octets.NONE));
        all.put(Octets.hex("0200 0003 3101aa"), new Spdu.Er(Octets.hex("aa")));
    }

    private static void activities(Map<Octets, Spdu> all) {
        all.put(Octets.hex("0100 2d05 2903 020101"), new Spdu.As(Octets.hex("020101"), Octets.NONE));
        all.put(
                Octets.hex("0100 1d28 2121 0a06" + REFERENCES + "2903020101 2a0131 2903020102"),
                new Spdu.Ar(Octets.hex("020102"), Octets.hex("020101"), 1, IDENTIFIER, Octets.NONE));
        all.put(
                Octets.hex("0100 1d10 2109 2903020101 2a023132 2903020102"),
                new Spdu.Ar(Octets.hex("020102"), Octets.hex("020101"), 12, null, Octets.NONE));
        all.put(Octets.hex("0100 3103 2a0131"), new Spdu.Mip(1, true, Octets.NONE));
        all.put(Octets.hex("0100 3106 0f0101 2a0131"), new Spdu.Mip(1, false, Octets.NONE));
        all.put(Octets.hex("0200 3203 2a0131"), new Spdu.Mia(1, Octets.NONE));
        all.put(Octets.hex("0200 3206 2a0131 2e01aa"), new Spdu.Mia(1, Octets.hex("aa")));
        all.put(Octets.hex("0100 2908 2a06393939393938"), new Spdu.Ae(999_998, Octets.NONE));
        all.put(Octets.hex("0200 2a03 2a0136"), new Spdu.Aea(6, Octets.NONE));
        all.put(Octets.hex("0100 1903 320105"), new Spdu.Ai(5));
        all.put(Octets.hex("0200 1a00"), new Spdu.Plain(SpduType.AIA));
        all.put(Octets.hex("0100 3903 320100"), new Spdu.Ad(0));
        all.put(Octets.hex("0200 3a00"), new Spdu.Plain(SpduType.ADA));
    }
}
