/** Presentation protocol, X.226 (ISO 8823), normal mode and X.410-1984 mode. */
@NullMarked
package org.openx400.mta.rfc1006.presentation;

import org.jspecify.annotations.NullMarked;
