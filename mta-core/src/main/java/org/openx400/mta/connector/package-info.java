/** Definitions of the peers, who is who, and the port that transports implement. */
@NullMarked
package org.openx400.mta.connector;

import org.jspecify.annotations.NullMarked;
