package org.openx400.mta.mixer;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.smtp.MailPath;

/** Which domains and O/R attributes, which mailboxes and O/R addresses mean one another (RFC 2156 4.2, MCGAM). */
public final class MappingTable {
    /** A table without a line: every address is encapsulated. */
    public static final MappingTable EMPTY = new MappingTable();

    private final Map<String, MappingLine.Domain> byDomain = new HashMap<>();
    private final Map<String, MappingLine.Domain> byPrefix = new HashMap<>();
    private final Map<MailPath, MappingLine.User> byMailbox = new HashMap<>();
    private final Map<String, MappingLine.User> byAddress = new HashMap<>();

    MappingTable() {}

    /**
     * Reads a table.
     *
     * <pre>
     * both        example.org       /C=US/A= /P=EXAMPLE/O=Ops    both ways
     * to-x400     ops.example.org   /C=US/A= /P=EXAMPLE/O=Ops    one way only
     * to-internet example.org       /C=US/A= /P=OLD
     * algorithmic example.net       /C=US/A= /P=NET              both ways; further labels are O, OU1 and so on
     * user        duty@example.org  /C=US/A= /P=EXAMPLE/S=Duty   one user; also user-to-x400, user-to-internet
     * example.org#O$Ops.PRMD$EXAMPLE.ADMD$ .C$US#                MCGAM, to X.400
     * O$Ops.PRMD$EXAMPLE.ADMD$ .C$US#example.org#                MCGAM, to the Internet
     * </pre>
     *
     * @param file its name, for errors and rules
     * @throws MappingTableException naming every line that is wrong
     */
    public static MappingTable read(String file, List<String> lines) throws MappingTableException {
        return new MappingTableReader(file).read(lines);
    }

    /** Adds a line; the line that says the same already, if there is one, and then nothing was added. */
    @Nullable
    MappingLine add(MappingLine line) {
        if (line instanceof MappingLine.User user) {
            MappingLine before = null;
            if (user.direction().toX400()) {
                before = byMailbox.putIfAbsent(normalized(user.mailbox()), user);
            }
            if (before == null && user.direction().toInternet()) {
                before = byAddress.putIfAbsent(user.address().key(), user);
            }
            return before;
        }
        MappingLine.Domain domain = (MappingLine.Domain) line;
        MappingLine before = null;
        if (domain.direction().toX400()) {
            before = byDomain.putIfAbsent(domain.domain(), domain);
        }
        if (before == null && domain.direction().toInternet()) {
            before = byPrefix.putIfAbsent(domain.address().key(), domain);
        }
        return before;
    }

    Optional<MappingLine.User> user(MailPath mailbox) {
        return Optional.ofNullable(byMailbox.get(normalized(mailbox)));
    }

    Optional<MappingLine.User> user(ORAddress address) {
        return Optional.ofNullable(byAddress.get(address.key()));
    }

    /** The line with the longest domain that this one is or is in. */
    Optional<MappingLine.Domain> longest(String domain) {
        String suffix = domain.toLowerCase(Locale.ROOT);
        while (true) {
            MappingLine.Domain line = byDomain.get(suffix);
            int dot = suffix.indexOf('.');
            if (line != null || dot < 0) {
                return Optional.ofNullable(line);
            }
            suffix = suffix.substring(dot + 1);
        }
    }

    /** The line with the most attributes that this address has. */
    Optional<MappingLine.Domain> longest(ORAddress address) {
        for (int levels = DomainLevels.of(address).size(); levels > 0; levels--) {
            MappingLine.Domain line =
                    byPrefix.get(DomainLevels.prefix(address, levels).key());
            if (line != null) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** One user's mailbox is the same in whatever case it is written. */
    private static MailPath normalized(MailPath mailbox) {
        return new MailPath(mailbox.localPart().toLowerCase(Locale.ROOT), mailbox.domain());
    }
}
