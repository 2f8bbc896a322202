/** The {@code mta} program: its commands and the wiring of a node. */
@NullMarked
package org.openx400.mta.cli;

import org.jspecify.annotations.NullMarked;
