/** MTA bind and transfer, X.419: what an association between two MTAs does, without I/O. */
@NullMarked
package org.openx400.mta.rfc1006.mts;

import org.jspecify.annotations.NullMarked;
