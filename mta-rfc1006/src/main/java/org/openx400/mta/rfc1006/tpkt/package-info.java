/** TPKT framing, RFC 1006 clause 6. */
@NullMarked
package org.openx400.mta.rfc1006.tpkt;

import org.jspecify.annotations.NullMarked;
