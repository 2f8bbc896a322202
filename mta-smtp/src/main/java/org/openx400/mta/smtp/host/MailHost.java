package org.openx400.mta.smtp.host;

import java.net.InetAddress;
import java.util.List;

/**
 * A host that takes mail.
 *
 * @param name as its certificate may have it; an address literal in its brackets
 * @param addresses at least one, in the order in which they are tried
 */
record MailHost(String name, List<InetAddress> addresses) {}
