/** Runs associations: joins the machine of {@code mts} with a socket, timers, the relay and the event log. */
@NullMarked
package org.openx400.mta.rfc1006.host;

import org.jspecify.annotations.NullMarked;
