package org.openx400.mta.p1;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Downgrade1984} made of an envelope or a report content.
 *
 * @param value in terms of 1984, or null when nothing is left to transfer
 * @param notTransferable positions, from 0, of responsible recipients that cannot be transferred, with the cause: reason
 *     unable-to-transfer, diagnostic unable-to-downgrade
 * @param <T> envelope or content
 */
public record Downgraded<T>(@Nullable T value, SortedMap<Integer, String> notTransferable) {}
