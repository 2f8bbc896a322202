/** Opens associations to peer MTAs for the relay. */
@NullMarked
package org.openx400.mta.rfc1006.outbound;

import org.jspecify.annotations.NullMarked;
