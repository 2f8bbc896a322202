package org.openx400.mta.queue.jdbc;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.NewMessage;

/** A message with the content that this store has spooled for it; a probe has none. */
record SpooledMessage(NewMessage message, @Nullable SpooledContent content) {}
