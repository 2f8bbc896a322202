/** BER to envelope and back: the MTS-APDUs of X.411 and X.419. */
@NullMarked
package org.openx400.mta.p1;

import org.jspecify.annotations.NullMarked;
