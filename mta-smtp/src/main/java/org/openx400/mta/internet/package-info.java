/**
 * The way between the queue and Internet mail: what leaves is mapped and carried, what comes in is mapped and committed. Imports
 * relay, mixer and smtp; nothing but the program imports it.
 */
@NullMarked
package org.openx400.mta.internet;

import org.jspecify.annotations.NullMarked;
