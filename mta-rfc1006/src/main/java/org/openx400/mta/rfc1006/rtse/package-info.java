/** Reliable transfer, X.228 (ISO 9066-2), normal mode and X.410-1984 mode. */
@NullMarked
package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.NullMarked;
