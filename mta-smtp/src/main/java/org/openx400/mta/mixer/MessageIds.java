package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.PrintableEncoding;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.ipm.IpmIdentifier;

/**
 * msg-id and IPM identifier, RFC 2156 4.7.3. One from the Internet is an identifier without a user, or, where it is longer
 * than an identifier may be, with a user whose domain-defined attribute it is. One from X.400 is
 * an identifier and a user in quotes before {@code @MHS}.
 */
final class MessageIds {
    /** Of a forwarded message that had none, since every IPM has one. */
    static final IpmIdentifier NONE = new IpmIdentifier(null, "");

    private static final String MHS = "MHS";
    private static final int RELATIVE_LENGTH = 64;

    /** Stands as the user-relative identifier where the user is the identifier. */
    private static final String IN_USER = "RFC-822";

    private static final int LONGEST = 998; // RFC 5322 2.1.1

    /** Without backtracking, since a stranger wrote it. */
    private static final Pattern MSG_ID =
            Pattern.compile("<\\s*+([^<>\\s\"]*+(?:\"[^\"]{0,998}+\"[^<>\\s\"]*+)?+)\\s*+>");

    private static final Pattern OF_MHS = Pattern.compile("\"?(.*?)\\*(.*?)\"?@MHS", Pattern.CASE_INSENSITIVE);

    private final AddressMapper addresses;

    MessageIds(AddressMapper addresses) {
        this.addresses = addresses;
    }

    /** The identifiers of a field such as References. */
    List<IpmIdentifier> toX400(String body) {
        List<IpmIdentifier> identifiers = new ArrayList<>();
        Matcher matcher = MSG_ID.matcher(body);
        while (matcher.find()) {
            one(matcher.group(1)).ifPresent(identifiers::add);
        }
        return identifiers;
    }

    /** @param id without angle brackets; empty if it is too long */
    private Optional<IpmIdentifier> one(String id) {
        Matcher mhs = OF_MHS.matcher(id);
        if (id.length() <= LONGEST && mhs.matches()) {
            Optional<IpmIdentifier> original = ofMhs(unquoted(mhs.group(1)), unquoted(mhs.group(2)));
            if (original.isPresent()) {
                return original;
            }
        }
        String printable = PrintableEncoding.encode(id);
        if (printable.length() <= RELATIVE_LENGTH && id.contains("@")) {
            return Optional.of(new IpmIdentifier(null, printable));
        }
        return addresses.encapsulate(id).map(user -> new IpmIdentifier(ORName.of(user), IN_USER));
    }

    private static Optional<IpmIdentifier> ofMhs(String relative, String user) {
        if (relative.length() > RELATIVE_LENGTH
                || !relative.chars().allMatch(c -> PrintableEncoding.isPrintable((char) c))) {
            return Optional.empty();
        }
        try {
            ORAddress address = user.isEmpty() ? null : StandardOr.parse(user);
            return Optional.of(new IpmIdentifier(address == null ? null : ORName.of(address), relative));
        } catch (ORAddressSyntaxException e) {
            return Optional.empty();
        }
    }

    /** With angle brackets. */
    String toInternet(IpmIdentifier identifier) {
        String relative = identifier.userRelativeIdentifier();
        ORName user = identifier.user();
        if (user == null) {
            String id = PrintableEncoding.decode(relative);
            return id.contains("@") && isSafe(id) ? "<" + id + ">" : mhs(relative + "*");
        }
        Optional<String> inUser =
                relative.equals(IN_USER) ? AddressMapper.encapsulated(user.address()) : Optional.empty();
        return inUser.filter(MessageIds::isSafe)
                .map(id -> "<" + id + ">")
                .orElseGet(() ->
                        mhs(relative + "*" + (user.address().isEmpty() ? "" : StandardOr.format(user.address()))));
    }

    private static String mhs(String local) {
        return "<\"" + local.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[<>\\p{Cntrl}]", "?") + "\"@" + MHS
                + ">";
    }

    private static String unquoted(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static boolean isSafe(String id) {
        return id.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == 0x7f);
    }
}
