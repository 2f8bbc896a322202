/** Session protocol, X.225 (ISO 8327), and its service, X.215. */
@NullMarked
package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.NullMarked;
