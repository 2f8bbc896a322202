/** The mapping between X.400 and Internet mail, RFC 2156 (MIXER) and RFC 2157. */
@NullMarked
package org.openx400.mta.mixer;

import org.jspecify.annotations.NullMarked;
