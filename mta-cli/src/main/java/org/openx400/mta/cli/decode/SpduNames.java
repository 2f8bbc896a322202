package org.openx400.mta.cli.decode;

import java.util.Map;

/** Names of X.225 (session) and X.224 (transport) codes, X.225 8.3 and X.224 13. */
final class SpduNames {
    static final Map<Integer, String> TPDU = Map.of(
            0xe0, "CR connection request",
            0xd0, "CC connection confirm",
            0x80, "DR disconnect request",
            0xf0, "DT data",
            0x70, "ER error");

    static final Map<Integer, String> TPDU_PARAMETER = Map.of(
            0xc0, "TPDU size",
            0xc1, "calling TSAP-ID",
            0xc2, "called TSAP-ID",
            0xc4, "version number",
            0xc6, "additional option selection",
            0xc7, "alternative protocol classes",
            0xe0, "additional information",
            0xf0, "preferred maximum TPDU size");

    /** SPDUs that stand alone or first. */
    static final Map<Integer, String> SPDU_FIRST = Map.ofEntries(
            Map.entry(1, "GT give tokens"),
            Map.entry(2, "PT please tokens"),
            Map.entry(7, "PR prepare"),
            Map.entry(8, "NF not finished"),
            Map.entry(9, "FN finish"),
            Map.entry(10, "DN disconnect"),
            Map.entry(12, "RF refuse"),
            Map.entry(13, "CN connect"),
            Map.entry(14, "AC accept"),
            Map.entry(15, "CDO connect data overflow"),
            Map.entry(16, "OA overflow accept"),
            Map.entry(21, "GTC give tokens confirm"),
            Map.entry(22, "GTA give tokens ack"),
            Map.entry(25, "AB abort"),
            Map.entry(26, "AA abort accept"));

    /** SPDUs behind GT or PT. */
    static final Map<Integer, String> SPDU_SECOND = Map.ofEntries(
            Map.entry(0, "ER exception report"),
            Map.entry(1, "DT data transfer"),
            Map.entry(25, "AI activity interrupt"),
            Map.entry(26, "AIA activity interrupt ack"),
            Map.entry(29, "AR activity resume"),
            Map.entry(34, "RA resynchronize ack"),
            Map.entry(41, "AE activity end"),
            Map.entry(42, "AEA activity end ack"),
            Map.entry(45, "AS activity start"),
            Map.entry(48, "ED exception data"),
            Map.entry(49, "MIP minor sync point"),
            Map.entry(50, "MIA minor sync ack"),
            Map.entry(53, "RS resynchronize"),
            Map.entry(57, "AD activity discard"),
            Map.entry(58, "ADA activity discard ack"));

    static final Map<Integer, String> PARAMETER = Map.ofEntries(
            Map.entry(1, "connection identifier"),
            Map.entry(5, "connect/accept item"),
            Map.entry(9, "called SS-user reference"),
            Map.entry(10, "calling SS-user reference"),
            Map.entry(11, "common reference"),
            Map.entry(12, "additional reference information"),
            Map.entry(15, "sync type item"),
            Map.entry(16, "token item"),
            Map.entry(17, "transport disconnect"),
            Map.entry(19, "protocol options"),
            Map.entry(20, "session user requirements"),
            Map.entry(21, "TSDU maximum size"),
            Map.entry(22, "version number"),
            Map.entry(23, "initial serial number"),
            Map.entry(25, "enclosure item"),
            Map.entry(26, "token setting item"),
            Map.entry(33, "linking information"),
            Map.entry(41, "activity identifier"),
            Map.entry(42, "serial number"),
            Map.entry(46, "user data"),
            Map.entry(49, "reflect parameter values"),
            Map.entry(50, "reason code"),
            Map.entry(51, "calling session selector"),
            Map.entry(52, "called/responding session selector"),
            Map.entry(55, "second initial serial number"),
            Map.entry(60, "data overflow"),
            Map.entry(193, "user data"),
            Map.entry(194, "extended user data"));

    private SpduNames() {}

    static boolean isGroup(int parameter) {
        return parameter == 1 || parameter == 5 || parameter == 33;
    }

    static boolean isUserData(int parameter) {
        return parameter == 193 || parameter == 194;
    }
}
