package org.openx400.mta.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What several runs measured, in the order of the runs. */
record Figures(double... values) {
    static double perSecond(long count, Duration time) {
        return count / (time.toNanos() / 1e9);
    }

    double median() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The median, and what each run measured. */
    String text(int decimals) {
        return number(median(), decimals)
                + Arrays.stream(values)
                        .mapToObj(value -> number(value, decimals))
                        .collect(Collectors.joining(" ", " (", ")"));
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Both in one row: their texts, and the first in proportion to the second. */
    static String row(String name, int decimals, Figures ours, Figures other) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | **%.2f** |",
                name,
                ours.text(decimals),
                other.text(decimals),
                ours.median() / other.median());
    }
}
