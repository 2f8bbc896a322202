package org.openx400.mta.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openx400.mta.octets.Octets;

/** What the text of a value looks like, and what it means. */
enum Form {
    TEXT("[^\\u0000-\\u001f\\u007f]+", "text without control characters"),
    MTA_NAME("[ -~]{1,32}", "an MTA name of 1 to 32 characters of IA5"),
    NAME("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a name of letters, digits, dots, hyphens and underscores, 64 at most"),
    DURATION("[0-9]{1,9}(s|m|h|d)", "a duration such as 600s, 90m, 12h or 2d"),
    SIZE("[0-9]{1,9}(KB|MB|GB)", "a size such as 30KB, 4MB or 2GB"),
    COUNTRY("[A-Z]{2}|[0-9]{3}", "a country of two capital letters or three digits"),
    ADMD("[A-Za-z0-9 '()+,./:=?-]{1,16}", "a domain name of 1 to 16 printable characters"),
    T_SELECTOR(selector(32), "a selector of up to 32 octets, text or \"0x\" and hexadecimal digits"),
    S_SELECTOR(selector(16), "a selector of up to 16 octets, text or \"0x\" and hexadecimal digits"),
    SECRET("(file|env):.+", "a reference to a secret, file:PATH or env:NAME, not the secret itself"),
    ADDRESS("[0-9A-Fa-f.:]+", "an IP address"),
    ADDRESS_BLOCK("[0-9A-Fa-f.:]+(/[0-9]{1,3})?", "an IP address or a block such as 192.0.2.0/24"),
    HOST("[A-Za-z0-9_]([A-Za-z0-9_-]*)(\\.[A-Za-z0-9_-]+)*\\.?", "a host name"),
    STORE_URL("jdbc:(sqlite|postgresql):.+", "jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");

    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);
    private static final Map<String, Integer> SHIFTS = Map.of("KB", 10, "MB", 20, "GB", 30);

    private final Pattern pattern;
    private final String words;

    Form(String pattern, String words) {
        this.pattern = Pattern.compile(pattern);
        this.words = words;
    }

    private static String selector(int maximum) {
        return "0x([0-9A-Fa-f]{2}){1," + maximum + "}|(?!0x)[ -~]{1," + maximum + "}";
    }

    /** As it is written in the schema. */
    String schemaPattern() {
        return "^(" + pattern.pattern() + ")$";
    }

    String words() {
        return words;
    }

    /** Whether reading it says more precisely what is wrong than {@link #words} do. */
    boolean isReadLater() {
        return this == ADDRESS || this == ADDRESS_BLOCK;
    }

    boolean fits(String text) {
        return pattern.matcher(text).matches();
    }

    /** The place of this text on the scale of durations (seconds) or sizes (octets). */
    BigInteger magnitude(String text) {
        return this == SIZE
                ? BigInteger.valueOf(size(text))
                : BigInteger.valueOf(duration(text).toSeconds());
    }

    static Duration duration(String text) {
        Matcher parts = parts(text);
        return Duration.ofSeconds(Math.multiplyExact(Long.parseLong(parts.group(1)), unit(SECONDS, parts.group(2))));
    }

    /** In octets; KB is 1024. */
    static long size(String text) {
        Matcher parts = parts(text);
        return Long.parseLong(parts.group(1)) << unit(SHIFTS, parts.group(2));
    }

    static Octets selector(String text) {
        return text.startsWith("0x") ? Octets.hex(text.substring(2)) : Octets.latin1(text);
    }

    private static int unit(Map<String, Integer> units, String unit) {
        Integer value = units.get(unit);
        if (value == null) {
            throw new IllegalArgumentException("not a unit: " + unit);
        }
        return value;
    }

    private static final Pattern PARTS = Pattern.compile("([0-9]+)([A-Za-z]+)");

    private static Matcher parts(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a number and a unit: " + text);
        }
        return parts;
    }
}
