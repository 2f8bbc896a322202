/** {@code mta demo}: three MTAs at work, and the proof that they did. */
@NullMarked
package org.openx400.mta.cli.demo;

import org.jspecify.annotations.NullMarked;
