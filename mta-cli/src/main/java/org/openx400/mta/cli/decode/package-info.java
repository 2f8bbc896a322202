/** {@code mta decode}: octets to text with the standards' names and octet offsets. */
@NullMarked
package org.openx400.mta.cli.decode;

import org.jspecify.annotations.NullMarked;
