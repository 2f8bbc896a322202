/** Association control, X.227 (ISO 8650). */
@NullMarked
package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.NullMarked;
