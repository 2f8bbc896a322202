/** O/R names and addresses, X.402 and X.411, with their text forms (RFC 1685, RFC 2156). */
@NullMarked
package org.openx400.mta.address;

import org.jspecify.annotations.NullMarked;
