/** Interpersonal messages and notifications, X.420. */
@NullMarked
package org.openx400.mta.ipm;

import org.jspecify.annotations.NullMarked;
