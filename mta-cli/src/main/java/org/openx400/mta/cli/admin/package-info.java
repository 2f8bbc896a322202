/** The admin socket: one JSON line per request and reply over a Unix socket that only its owner may open. */
@NullMarked
package org.openx400.mta.cli.admin;

import org.jspecify.annotations.NullMarked;
