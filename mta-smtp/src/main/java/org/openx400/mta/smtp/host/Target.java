package org.openx400.mta.smtp.host;

import java.net.InetSocketAddress;

/**
 * One address of a host that is tried.
 *
 * @param host its name
 * @param inClear without TLS, since that failed there where it is not required
 */
record Target(String host, InetSocketAddress address, boolean inClear) {}
