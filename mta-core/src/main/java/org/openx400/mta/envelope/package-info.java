/** The X.411 transfer envelopes and what is in them, as values. */
@NullMarked
package org.openx400.mta.envelope;

import org.jspecify.annotations.NullMarked;
