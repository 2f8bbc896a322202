/** Benchmarks: each prints a ratio against something that was run beside it. */
@NullMarked
package org.openx400.mta.bench;

import org.jspecify.annotations.NullMarked;
