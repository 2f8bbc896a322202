/** O/R address to connector or mailbox. */
@NullMarked
package org.openx400.mta.routing;

import org.jspecify.annotations.NullMarked;
