package org.openx400.mta.mixer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.StandardOr;

/**
 * Whom a message was meant for and the originally-specified-recipient-number, in the form that ORCPT and Original-Recipient
 * have of addresses of type x400: {@code /S=smith/../ (recipient 3)}. RFC 2156 5.3.8.1 allows a comment behind the address; a
 * mail host returns it as it came (RFC 3464 2.3.1), so a report can name the number, which mail has no place for.
 *
 * @param number 1..32767, or null if nothing tells it
 */
record NumberedRecipient(ORName name, @Nullable Integer number) {
    private static final Pattern TEXT = Pattern.compile("(/.*/)\\s*(?:\\(recipient (\\d{1,5})\\))?(?:\\s*\\(.*\\))?");
    private static final int LONGEST = 1024;
    private static final int LARGEST = 32767;

    /** Empty if the text is not an O/R address. */
    static Optional<NumberedRecipient> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        try {
            return text.length() <= LONGEST && matcher.matches()
                    ? Optional.of(new NumberedRecipient(
                            ORName.of(StandardOr.parse(matcher.group(1))),
                            number(matcher.group(2)).orElse(null)))
                    : Optional.empty();
        } catch (ORAddressSyntaxException e) {
            return Optional.empty();
        }
    }

    /** A number that X.411 allows; empty if the text is absent or none. */
    static Optional<Integer> number(@Nullable String text) {
        if (text == null || !text.strip().matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text.strip());
        return number >= 1 && number <= LARGEST ? Optional.of(number) : Optional.empty();
    }

    @Override
    public String toString() {
        return StandardOr.format(name.address()) + (number == null ? "" : " (recipient " + number + ")");
    }
}
