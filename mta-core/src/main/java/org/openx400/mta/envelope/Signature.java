package org.openx400.mta.envelope;

import org.openx400.mta.octets.BitString;

/** The value of a SIGNATURE of X.411: integrity and authentication checks, proofs of delivery and submission. */
public record Signature(AlgorithmIdentifier algorithmIdentifier, BitString encrypted) {}
