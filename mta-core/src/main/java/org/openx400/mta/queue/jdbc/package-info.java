/** The queue in a database: SQLite or PostgreSQL. */
@NullMarked
package org.openx400.mta.queue.jdbc;

import org.jspecify.annotations.NullMarked;
