/** Host names to addresses and back: a chain of hosts file, DNS, WINS and LMHOSTS file, in the configured order. */
@NullMarked
package org.openx400.mta.resolve;

import org.jspecify.annotations.NullMarked;
