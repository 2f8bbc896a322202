package org.openx400.mta.p1;

import org.openx400.mta.octets.Tag;

/** Tags of X.411 (MTAAbstractService) that more than one codec needs. */
final class P1Tags {
    static final Tag MTS_IDENTIFIER = Tag.application(4);
    static final Tag ENCODED_INFORMATION_TYPES = Tag.application(5);
    static final Tag CONTENT_TYPE = Tag.application(6);
    static final Tag PRIORITY = Tag.application(7);
    static final Tag PER_MESSAGE_INDICATORS = Tag.application(8);
    static final Tag TRACE_INFORMATION = Tag.application(9);
    static final Tag CONTENT_IDENTIFIER = Tag.application(10);
    /** Of a message or probe. */
    static final Tag BILATERAL_INFORMATION = Tag.context(1);
    /** Of a message or probe. */
    static final Tag PER_RECIPIENT_FIELDS = Tag.context(2);
    /** Of a message, a probe, their recipients, and of a report's content. */
    static final Tag EXTENSIONS = Tag.context(3);
    /** Of a report's envelope. */
    static final Tag REPORT_EXTENSIONS = Tag.context(1);
    /** Of a message's or probe's recipient. */
    static final Tag PER_RECIPIENT_INDICATORS = Tag.context(1);

    private P1Tags() {}
}
