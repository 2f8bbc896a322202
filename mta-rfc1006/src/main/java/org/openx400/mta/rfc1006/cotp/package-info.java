/** Connection-oriented transport protocol class 0, X.224 (ISO 8073), over TPKT. */
@NullMarked
package org.openx400.mta.rfc1006.cotp;

import org.jspecify.annotations.NullMarked;
