/** Immutable octets, bounded readers and a strict BER reader and writer (X.690). */
@NullMarked
package org.openx400.mta.octets;

import org.jspecify.annotations.NullMarked;
