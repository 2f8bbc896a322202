/** The engine: takes messages in, dispatches them, retries, expires, reports. */
@NullMarked
package org.openx400.mta.relay;

import org.jspecify.annotations.NullMarked;
