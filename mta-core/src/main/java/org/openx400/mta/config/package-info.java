/** YAML to records, with every fault named by file, line and key. */
@NullMarked
package org.openx400.mta.config;

import org.jspecify.annotations.NullMarked;
