package org.openx400.mta.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.routing.LocalUser;

/** O/R addresses of the command line. */
final class Addresses {
    private Addresses() {}

    static ORName parse(String text, String option) throws CommandFailure {
        try {
            return ORName.of(ORAddressText.parse(text));
        } catch (ORAddressSyntaxException e) {
            throw CommandFailure.usage(option + " '" + text + "' is not an O/R address: " + e.getMessage());
        }
    }

    static List<ORName> parse(List<String> texts, String option) throws CommandFailure {
        List<ORName> names = new ArrayList<>();
        for (String text : texts) {
            names.add(parse(text, option));
        }
        return names;
    }

    /** The given originator, or the first local user. */
    static ORName originator(@Nullable String from, MtaConfiguration configuration) throws CommandFailure {
        if (from != null) {
            return parse(from, "--from");
        }
        for (LocalUser user : configuration.localUsers()) {
            return ORName.of(user.addresses().get(0));
        }
        throw CommandFailure.usage("--from is needed: the configuration has no local user");
    }
}
