package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.mixer.MappingLine.Direction;
import org.openx400.mta.smtp.MailPath;

/** Reads the lines of a {@link MappingTable}. */
final class MappingTableReader {
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    private static final Map<String, Direction> DOMAINS = Map.of(
            "both", Direction.BOTH,
            "to-x400", Direction.TO_X400,
            "to-internet", Direction.TO_INTERNET,
            "algorithmic", Direction.BOTH);

    private static final Map<String, Direction> USERS = Map.of(
            "user", Direction.BOTH,
            "user-to-x400", Direction.TO_X400,
            "user-to-internet", Direction.TO_INTERNET);

    private final String file;
    private final MappingTable table = new MappingTable();
    private final List<String> faults = new ArrayList<>();

    MappingTableReader(String file) {
        this.file = file;
    }

    MappingTable read(List<String> lines) throws MappingTableException {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String source = file + ":" + (i + 1);
                try {
                    add(parse(line, source));
                } catch (AddressMappingException e) {
                    faults.add(source + ": " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new MappingTableException(faults);
        }
        return table;
    }

    private void add(MappingLine line) throws AddressMappingException {
        MappingLine before = table.add(line);
        if (before != null) {
            throw new AddressMappingException("says what " + before.source() + " has said already");
        }
    }

    private static MappingLine parse(String line, String source) throws AddressMappingException {
        if (line.endsWith("#")) {
            return mcgam(line, source);
        }
        String[] words = line.split("\\s+", 3);
        if (words.length < 3) {
            throw new AddressMappingException("expected: DIRECTION DOMAIN O/R-ADDRESS");
        }
        Direction direction = DOMAINS.get(words[0]);
        if (direction != null) {
            return new MappingLine.Domain(
                    direction, domain(words[1]), prefix(address(words[2])), words[0].equals("algorithmic"), source);
        }
        direction = USERS.get(words[0]);
        if (direction == null) {
            throw new AddressMappingException("'" + words[0]
                    + "' is none of both, to-x400, to-internet, algorithmic, user, user-to-x400, user-to-internet");
        }
        return new MappingLine.User(direction, mailbox(words[1]), address(words[2]), source);
    }

    // RFC 2156 Appendix F: domain#attributes# or attributes#domain#
    private static MappingLine mcgam(String line, String source) throws AddressMappingException {
        String[] sides = line.split("#", -1);
        if (sides.length != 3 || !sides[2].isEmpty()) {
            throw new AddressMappingException("expected: domain#attributes# or attributes#domain#");
        }
        boolean toX400 = sides[1].contains("$");
        return new MappingLine.Domain(
                toX400 ? Direction.TO_X400 : Direction.TO_INTERNET,
                domain(sides[toX400 ? 0 : 1]),
                prefix(address(mcgamAddress(sides[toX400 ? 1 : 0]))),
                false,
                source);
    }

    /** {@code OU$x.O$y.PRMD$z.ADMD$ .C$us}, most significant last; a dot in a value has a backslash before it. */
    private static String mcgamAddress(String text) throws AddressMappingException {
        StringBuilder address = new StringBuilder();
        List<String> attributes = List.of(text.split("(?<!\\\\)\\."));
        int units = 0;
        for (int i = attributes.size() - 1; i >= 0; i--) {
            String attribute = attributes.get(i);
            int dollar = attribute.indexOf('$');
            if (dollar <= 0) {
                throw new AddressMappingException("'" + attribute + "' is not KEY$VALUE");
            }
            String key = attribute.substring(0, dollar).strip();
            String value = attribute.substring(dollar + 1).replace("\\.", ".");
            if (key.equalsIgnoreCase("OU")) {
                units++;
                key = "OU" + units;
            }
            if (!value.equals("@")) { // an attribute that is not there
                address.append('/').append(key).append('=').append(value.replace("/", "//"));
            }
        }
        return address.toString();
    }

    private static String domain(String text) throws AddressMappingException {
        String domain = text.toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(domain).matches()) {
            throw new AddressMappingException("'" + text + "' is not a domain");
        }
        return domain;
    }

    private static MailPath mailbox(String text) throws AddressMappingException {
        try {
            return MailPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new AddressMappingException("'" + text + "' is not a mailbox: " + e.getMessage(), e);
        }
    }

    private static ORAddress address(String text) throws AddressMappingException {
        try {
            return ORAddressText.parse(text);
        } catch (ORAddressSyntaxException e) {
            throw new AddressMappingException("'" + text + "': " + e.getMessage(), e);
        }
    }

    /** Only attributes that are levels of a domain, from the country down and without gaps. */
    private static ORAddress prefix(ORAddress address) throws AddressMappingException {
        int levels = DomainLevels.of(address).size();
        if (!DomainLevels.prefix(address, levels).equals(address) || address.countryName() == null) {
            throw new AddressMappingException(
                    "'" + address + "': only C, A, P, O and OU can mean a domain, and C must be there");
        }
        return address;
    }
}
