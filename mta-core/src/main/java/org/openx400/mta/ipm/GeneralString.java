package org.openx400.mta.ipm;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openx400.mta.octets.Octets;

/**
 * GeneralString with the escape sequences of ISO 2022, as far as general-text needs them: ASCII on the left, a part of ISO
 * 8859 on the right, or UTF-8 (registration 196) for all that is neither.
 */
public final class GeneralString {
    /** ISO register: control characters and ASCII. */
    private static final int C0 = 1;

    private static final int ASCII = 6;
    private static final int LATIN_1 = 100;
    private static final int UTF_8 = 196;

    /** UTF-8 with and without implementation levels. */
    private static final Set<Integer> ALL_UTF_8 = Set.of(190, 191, 192, UTF_8);

    private static final int ESC = 0x1b;
    private static final int FIRST_OF_RIGHT_HALF = 0xa0;

    /** ESC 2/5 4/7: UTF-8 from here on. */
    private static final Octets SELECT_UTF_8 = Octets.hex("1b 25 47");

    /** ESC 2/8 4/2: ASCII on the left, where it is already. */
    private static final Octets SELECT_ASCII = Octets.hex("1b 28 42");

    /**
     * The right half of a part of ISO 8859; ESC 2/13 and the final octet make it G1.
     *
     * @param registration its number in the ISO register
     */
    private record RightHalf(int registration, int finalOctet, Charset charset) {
        Octets escape() {
            return Octets.of(ESC, 0x2d, finalOctet);
        }
    }

    private static final RightHalf LATIN_1_HALF = new RightHalf(LATIN_1, 'A', StandardCharsets.ISO_8859_1);

    private static final List<RightHalf> RIGHT_HALVES = List.of(
            LATIN_1_HALF,
            new RightHalf(101, 'B', Charset.forName("ISO-8859-2")),
            new RightHalf(109, 'C', Charset.forName("ISO-8859-3")),
            new RightHalf(110, 'D', Charset.forName("ISO-8859-4")),
            new RightHalf(144, 'L', Charset.forName("ISO-8859-5")),
            new RightHalf(127, 'G', Charset.forName("ISO-8859-6")),
            new RightHalf(126, 'F', Charset.forName("ISO-8859-7")),
            new RightHalf(138, 'H', Charset.forName("ISO-8859-8")),
            new RightHalf(148, 'M', Charset.forName("ISO-8859-9")),
            new RightHalf(203, 'b', Charset.forName("ISO-8859-15")));

    private GeneralString() {}

    /** The text; an escape sequence that is not known is left out, the octets behind it read as Latin-1. */
    public static String read(Octets octets) {
        return read(octets, Set.of());
    }

    /** @param registrations if just one right half is among them, it is the one before any escape sequence */
    static String read(Octets octets, Set<Integer> registrations) {
        StringBuilder text = new StringBuilder(octets.length());
        Charset right = onlyRightHalf(registrations).orElse(LATIN_1_HALF).charset();
        int at = 0;
        while (at < octets.length()) {
            if (octets.at(at) == ESC) {
                if (startsWith(octets, at, SELECT_UTF_8)) {
                    return text.append(octets.from(at + 3).toText(StandardCharsets.UTF_8))
                            .toString();
                }
                Optional<RightHalf> selected = selected(octets, at);
                if (selected.isPresent()) {
                    right = selected.get().charset();
                }
                at = behindEscape(octets, at + 1);
            } else if (octets.at(at) < FIRST_OF_RIGHT_HALF) {
                text.append((char) octets.at(at++));
            } else {
                text.append(octets.slice(at, at + 1).toText(right));
                at++;
            }
        }
        return text.toString();
    }

    static boolean isReadable(Octets octets) {
        for (int at = 0; at < octets.length(); at++) {
            if (octets.at(at) == ESC && startsWith(octets, at, SELECT_UTF_8)) {
                return true;
            }
            if (octets.at(at) == ESC && selected(octets, at).isEmpty() && !startsWith(octets, at, SELECT_ASCII)) {
                return false;
            }
        }
        return true;
    }

    static Charset charset(Octets octets, Set<Integer> registrations) {
        String text = read(octets, registrations);
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return StandardCharsets.US_ASCII;
        }
        if (registrations.stream().noneMatch(ALL_UTF_8::contains)) {
            Charset only = onlyRightHalf(registrations).orElse(LATIN_1_HALF).charset();
            if (only.newEncoder().canEncode(text)) {
                return only;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Optional<RightHalf> onlyRightHalf(Set<Integer> registrations) {
        List<RightHalf> found = RIGHT_HALVES.stream()
                .filter(half -> registrations.contains(half.registration()))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Optional<RightHalf> selected(Octets octets, int at) {
        return RIGHT_HALVES.stream()
                .filter(half -> startsWith(octets, at, half.escape()))
                .findFirst();
    }

    /** Text as a body part: general-text in the smallest of ASCII, Latin-1 and UTF-8 that can say it. */
    static BodyPart.GeneralText write(String text) {
        return write(text, StandardCharsets.ISO_8859_1);
    }

    static BodyPart.GeneralText write(String text, Charset preferred) {
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return new BodyPart.GeneralText(Set.of(C0, ASCII), Octets.latin1(text));
        }
        for (RightHalf half : RIGHT_HALVES) {
            if (half.charset().equals(preferred) && half.charset().newEncoder().canEncode(text)) {
                return new BodyPart.GeneralText(
                        new TreeSet<>(Set.of(C0, ASCII, half.registration())),
                        Octets.concat(half.escape(), Octets.wrap(text.getBytes(half.charset()))));
            }
        }
        return new BodyPart.GeneralText(Set.of(C0, ASCII, UTF_8), Octets.concat(SELECT_UTF_8, Octets.utf8(text)));
    }

    private static boolean startsWith(Octets octets, int at, Octets what) {
        return octets.length() - at >= what.length()
                && octets.slice(at, at + what.length()).equals(what);
    }

    // ISO 2022: intermediate octets 2/0 to 2/15, then one final octet
    private static int behindEscape(Octets octets, int at) {
        int end = at;
        while (end < octets.length() && octets.at(end) >= 0x20 && octets.at(end) <= 0x2f) {
            end++;
        }
        return Math.min(end + 1, octets.length());
    }
}
