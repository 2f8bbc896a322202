package org.openx400.mta.queue.jdbc;

import javax.sql.DataSource;

/**
 * What the nodes of a cluster need that have the queue open together.
 *
 * @param node name of this one
 * @param leases gives connections with short timeouts
 * @param arrivals gives a connection that waits to be told
 */
record Sharing(String node, DataSource leases, DataSource arrivals) {}
