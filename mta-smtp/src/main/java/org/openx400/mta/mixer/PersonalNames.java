package org.openx400.mta.mixer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openx400.mta.address.PersonalName;

/** Personal names as local parts, RFC 2156 4.1.2: {@code given.I.N.surname}. */
final class PersonalNames {
    private static final int SURNAME_LENGTH = 40;
    private static final int GIVEN_NAME_LENGTH = 16;
    private static final int INITIALS_LENGTH = 5;

    /** What may stand both in a PrintableString and in an atom. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9'+=?-]+");

    private PersonalNames() {}

    /** The name that a local part says; empty if it is not of this form. */
    static Optional<PersonalName> parse(String localPart) {
        List<String> parts = List.of(localPart.split("\\.", -1));
        int last = parts.size() - 1;
        if (!parts.stream().allMatch(part -> PART.matcher(part).matches())
                || parts.get(last).length() > SURNAME_LENGTH) {
            return Optional.empty();
        }
        String given = last > 0 && parts.get(0).length() > 1 ? parts.get(0) : null;
        List<String> initials = parts.subList(given == null ? 0 : 1, last);
        if (given != null && given.length() > GIVEN_NAME_LENGTH
                || initials.size() > INITIALS_LENGTH
                || !initials.stream().allMatch(initial -> initial.length() == 1)) {
            return Optional.empty();
        }
        return Optional.of(
                new PersonalName(parts.get(last), given, initials.isEmpty() ? null : String.join("", initials), null));
    }

    /** The local part that says a name; empty if none says it all. */
    static Optional<String> format(PersonalName name) {
        StringBuilder text = new StringBuilder();
        if (name.givenName() != null) {
            text.append(name.givenName()).append('.');
        }
        if (name.initials() != null) {
            name.initials().chars().forEach(c -> text.append((char) c).append('.'));
        }
        text.append(name.surname());
        return parse(text.toString()).filter(name::equals).map(same -> text.toString());
    }
}
