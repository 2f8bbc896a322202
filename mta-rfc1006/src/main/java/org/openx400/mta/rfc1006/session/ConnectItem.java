package org.openx400.mta.rfc1006.session;

/**
 * PGI 5, connect/accept item.
 *
 * @param tsduMaximumSizes PI 21
 * @param versions PI 22: 01 version 1, 02 version 2
 * @param tokenSetting PI 26: two bits for each token, release, major/activity, minor, data: 00 the initiator has it, 01
 *     the responder, 10 the responder chooses
 */
record ConnectItem(TsduSizes tsduMaximumSizes, int versions, int tokenSetting) {
    static final int VERSION_1 = 0x01;
    static final int VERSION_2 = 0x02;
    /** All tokens of RTSE's functional units with the initiator, or with the responder. */
    static final int TOKENS_WITH_INITIATOR = 0x00;

    static final int TOKENS_WITH_RESPONDER = 0x15;
    /** The bits of these tokens; those of the release token mean nothing without negotiated release. */
    static final int TOKENS = 0x3f;
}
