package org.openx400.mta.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code resolver} as it is written, key by key. */
final class ResolverFile {
    private ResolverFile() {}

    record Resolver(
            @Key(
                    value = "The steps, in this order. A step without such a name hands on to the next; one that fails"
                            + " ends the look-up.",
                    byDefault = "[\"hosts\", \"dns\"]",
                    oneOf = {"hosts", "dns", "wins", "lmhosts"})
            List<String> chain,

            @Key(
                    value = "How long a step may ask over the network.",
                    form = Form.DURATION,
                    byDefault = "3s",
                    from = "1s",
                    to = "30s")
            String deadline,

            @Key(
                    value = "Local address of what is asked over the network; without it the kernel chooses.",
                    form = Form.ADDRESS,
                    optional = true)
            @Nullable
            String sourceAddress,

            @Key(value = "The hosts file.", byDefault = "{}")
            Hosts hosts,

            @Key(value = "The name servers.", byDefault = "{}")
            Dns dns,

            @Key(value = "The WINS server; must be given when it is in the chain.", byDefault = "{}")
            Wins wins,

            @Key(value = "The LMHOSTS file; must be given when it is in the chain.", byDefault = "{}")
            Lmhosts lmhosts) {}

    record Hosts(
            @Key(value = "The file; relative to this one.", byDefault = "/etc/hosts")
            String file) {}

    record Dns(
            @Key(
                    value = "Asked in this order, the next when one fails. Empty: those of this machine.",
                    form = Form.ADDRESS,
                    byDefault = "[]")
            List<String> servers,

            @Key(value = "Their port.", byDefault = "53", from = "1", to = "65535")
            int port) {}

    record Wins(
            @Key(value = "Its IPv4 address.", form = Form.ADDRESS, optional = true) @Nullable
            String server,

            @Key(
                    value = "Port of the server, and of the nodes that are asked for their names.",
                    byDefault = "137",
                    from = "1",
                    to = "65535")
            int port,

            @Key(
                    value = "Domains whose hosts WINS and LMHOSTS are asked for, by the first label. Other names with"
                            + " dots they are not.",
                    form = Form.HOST,
                    byDefault = "[]")
            List<String> domains) {}

    record Lmhosts(
            @Key(value = "The file; relative to this one.", optional = true) @Nullable
            String file) {}
}
