/** Which node of a cluster works for a group: the one that has the group's address and holds its lease. */
@NullMarked
package org.openx400.mta.cluster;

import org.jspecify.annotations.NullMarked;
