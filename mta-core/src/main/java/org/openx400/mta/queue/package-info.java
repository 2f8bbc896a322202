/** Where messages are kept while this MTA is responsible for them. */
@NullMarked
package org.openx400.mta.queue;

import org.jspecify.annotations.NullMarked;
