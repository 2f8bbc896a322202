package org.openx400.mta.envelope;

import org.openx400.mta.octets.BitString;

/**
 * The per-recipient-indicators, X.411 12.2.1.1.1.4.
 *
 * @param bits as they came: eight or more, whatever the length
 */
public record PerRecipientIndicators(BitString bits) {
    private static final int RESPONSIBILITY = 0;

    public static PerRecipientIndicators of(
            boolean responsibility, OriginatingMTAReportRequest mta, OriginatorReportRequest originator) {
        BitString bits = BitString.of(8)
                .with(RESPONSIBILITY, responsibility)
                .with(1, (mta.ordinal() & 2) != 0)
                .with(2, (mta.ordinal() & 1) != 0)
                .with(3, (originator.ordinal() & 2) != 0)
                .with(4, (originator.ordinal() & 1) != 0);
        return new PerRecipientIndicators(bits);
    }

    /** Whether the MTA that receives the message is responsible for this recipient. */
    public boolean responsibility() {
        return bits.bit(RESPONSIBILITY);
    }

    public OriginatingMTAReportRequest originatingMTAReportRequest() {
        return OriginatingMTAReportRequest.values()[pair(1)];
    }

    /** What the originator wants; the combination 11, which means nothing, is taken for a report. */
    public OriginatorReportRequest originatorReportRequest() {
        return OriginatorReportRequest.values()[Math.min(pair(3), 2)];
    }

    public PerRecipientIndicators withResponsibility(boolean responsibility) {
        return new PerRecipientIndicators(bits.with(RESPONSIBILITY, responsibility));
    }

    private int pair(int first) {
        return (bits.bit(first) ? 2 : 0) + (bits.bit(first + 1) ? 1 : 0);
    }
}
