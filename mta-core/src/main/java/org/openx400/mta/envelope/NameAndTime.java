package org.openx400.mta.envelope;

import org.openx400.mta.address.ORName;

/**
 * DLExpansion and OriginatorAndDLExpansion of X.411: a distribution list and when it was expanded, or the originator
 * and when the message was submitted.
 */
public record NameAndTime(ORName name, UTCTime time) {}
