/** Local users and their mailboxes. */
@NullMarked
package org.openx400.mta.local;

import org.jspecify.annotations.NullMarked;
