/** What tests share: judges that we did not write, captures, load, hosts. */
@NullMarked
package org.openx400.mta.testkit;

import org.jspecify.annotations.NullMarked;
