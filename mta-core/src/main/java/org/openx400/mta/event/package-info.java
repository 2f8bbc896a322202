/** The event log: its catalogue and its writer. */
@NullMarked
package org.openx400.mta.event;

import org.jspecify.annotations.NullMarked;
