/** Accepts associations from peer MTAs and hands what they transfer to the relay. */
@NullMarked
package org.openx400.mta.rfc1006.inbound;

import org.jspecify.annotations.NullMarked;
