package org.openx400.mta.report;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ReportType;

/**
 * What became of one recipient.
 *
 * @param recipient position in the subject's per-recipient-fields, from 0
 * @param type delivered or not, with time or reason
 * @param supplementaryInformation more in words, or null
 */
public record Outcome(
        int recipient, ReportType type, @Nullable String supplementaryInformation) {}
