/** Internet mail on the wire: what a mail is, and SMTP (RFC 5321) as machines without I/O, for the server and the client. */
@NullMarked
package org.openx400.mta.smtp;

import org.jspecify.annotations.NullMarked;
