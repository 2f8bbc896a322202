/** Runs SMTP connections: joins the machines of {@code smtp} with sockets, TLS, timers, the disk, the names and the event log. */
@NullMarked
package org.openx400.mta.smtp.host;

import org.jspecify.annotations.NullMarked;
