/** The one package that opens and accepts sockets to peers, and that knows MINA. */
@NullMarked
package org.openx400.mta.net;

import org.jspecify.annotations.NullMarked;
