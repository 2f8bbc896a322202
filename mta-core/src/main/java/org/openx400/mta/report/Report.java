package org.openx400.mta.report;

import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;

/**
 * A report that is to be sent.
 *
 * @param envelope complete
 * @param content complete but for the returned content, which is never in memory as a whole
 * @param returnsContent whether the content of the subject is to be returned, if it is not too large
 */
public record Report(ReportTransferEnvelope envelope, ReportTransferContent content, boolean returnsContent) {}
