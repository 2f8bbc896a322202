package org.openx400.mta.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connectors of type {@code smtp} as they are written, key by key. */
final class SmtpFile {
    private SmtpFile() {}

    record Connector(
            @Key(value = "Unique name.", form = Form.NAME) String name,

            @Key(value = "Kind of connector: Internet mail.", oneOf = "smtp")
            String type,

            @Key(
                    value = "The group of the cluster that it belongs to; without it the only one.",
                    form = Form.NAME,
                    optional = true)
            @Nullable
            String group,

            @Key(value = "Our full host name: in greetings, trace fields and message identifiers.", form = Form.HOST)
            String hostName,

            @Key(
                    value =
                            "Where Internet mail comes in. Empty: nowhere, or in a cluster at port 25 of the addresses of the group.",
                    byDefault = "[]")
            List<Listen> listen,

            @Key(
                    value =
                            "Local address of every connection that we open; without it the group's in a cluster, else the kernel chooses.",
                    form = Form.ADDRESS,
                    optional = true)
            @Nullable
            String sourceAddress,

            @Key("How addresses of the two worlds stand for one another.")
            Mapping mapping,

            @Key(
                    value =
                            "IP addresses and blocks of those who may send to any Internet domain too; everybody else only to what is mapped.",
                    form = Form.ADDRESS_BLOCK,
                    byDefault = "[]")
            List<String> clients,

            @Key(value = "Who may do so from anywhere, over TLS, by name and password.", byDefault = "[]")
            List<User> users,

            @Key(value = "How mail leaves.", byDefault = "{}")
            Outgoing outgoing,

            @Key(
                    value = "Certificate and key for incoming connections; without it STARTTLS is not offered.",
                    optional = true)
            @Nullable
            Tls tls,

            @Key(value = "What peers may ask of us at most.", byDefault = "{}")
            Limits limits,

            @Key(
                    value =
                            "What of each dialogue is written to a file of the connector's name in the log folder; full writes contents too. Passwords never are.",
                    byDefault = "off",
                    oneOf = {"off", "commands", "full"})
            String protocolLog,

            @Key(
                    value = "What is routed to Internet mail, beside the addresses below mapping.address.",
                    byDefault = "[]")
            List<ConnectorFile.AddressSpaceEntry> addressSpace) {}

    record Listen(
            @Key(value = "Local address.", form = Form.ADDRESS)
            String address,

            @Key(value = "TCP port.", byDefault = "25", from = "1", to = "65535")
            int port) {}

    record Mapping(
            @Key(
                    value =
                            "Domain of the Internet addresses that stand for O/R addresses without a rule of their own: \"/C=US/A= /P=SITE2/S=Ann/\"@domain.",
                    form = Form.HOST)
            String domain,

            @Key(
                    "What the O/R addresses have that stand for Internet addresses, as DDA:RFC-822: such as C=US;A= ;P=EXAMPLE;O=Internet.")
            String address,

            @Key(
                    value = "File of mapping rules, docs/mixer.md; relative to this file.",
                    form = Form.TEXT,
                    optional = true)
            @Nullable
            String table) {}

    record User(
            @Key(value = "Name that is given.", form = Form.TEXT)
            String name,

            @Key(value = "Password.", form = Form.SECRET) String password) {}

    record Tls(
            @Key(value = "File of our certificate and those above it, PEM; relative to this file.", form = Form.TEXT)
            String certificate,

            @Key(value = "File of its private key, PEM; relative to this file.", form = Form.TEXT)
            String key) {}

    record Outgoing(
            @Key(
                    value =
                            "Where everything goes that has no route of its own; without it mail goes to the exchangers of its domain.",
                    optional = true)
            @Nullable
            SmartHost smartHost,

            @Key(value = "Domains whose mail goes another way.", byDefault = "[]")
            List<Route> routes,

            @Key(
                    value =
                            "TLS to hosts of no route: none, opportunistic (where the peer offers it, whoever it is) or required (with its name verified).",
                    byDefault = "opportunistic",
                    oneOf = {"none", "opportunistic", "required"})
            String tls,

            @Key(
                    value =
                            "File of the certificates, PEM, to one of which the certificate of a host has to lead where its name is verified; relative to this file. Without it those of the JDK.",
                    form = Form.TEXT,
                    optional = true)
            @Nullable
            String trusted,

            @Key(value = "Messages that are sent at the same time.", byDefault = "50", from = "1", to = "1000")
            int atOnce,

            @Key(value = "Connections to one destination at the same time.", byDefault = "10", from = "1", to = "1000")
            int perDestination,

            @Key(
                    value = "From a failed attempt to the next.",
                    form = Form.DURATION,
                    byDefault = "15m",
                    from = "1s",
                    to = "1d")
            String retry) {}

    record SmartHost(
            @Key(value = "Its name, or its address in brackets.", form = Form.TEXT)
            String host,

            @Key(value = "TCP port.", byDefault = "25", from = "1", to = "65535")
            int port,

            @Key(
                    value = "TLS, as outgoing.tls.",
                    byDefault = "opportunistic",
                    oneOf = {"none", "opportunistic", "required"})
            String tls,

            @Key(value = "User to authenticate as.", form = Form.TEXT, optional = true) @Nullable
            String user,

            @Key(value = "Password of that user, given only over TLS.", form = Form.SECRET, optional = true) @Nullable
            String password) {}

    record Route(
            @Key(value = "Domain; what is below it goes the same way.", form = Form.HOST)
            String domain,

            @Key(
                    value = "Hosts, tried in order; empty: the exchangers of the domain.",
                    form = Form.HOST,
                    byDefault = "[]")
            List<String> hosts,

            @Key(value = "TCP port.", byDefault = "25", from = "1", to = "65535")
            int port,

            @Key(
                    value = "TLS, as outgoing.tls.",
                    byDefault = "opportunistic",
                    oneOf = {"none", "opportunistic", "required"})
            String tls) {}

    record Limits(
            @Key(value = "Connections at once, all peers together.", byDefault = "500", from = "1", to = "100000")
            int connections,

            @Key(value = "Connections at once from one address.", byDefault = "50", from = "1", to = "100000")
            int perPeer,

            @Key(value = "Recipients of one mail.", byDefault = "1000", from = "1", to = "32767")
            int recipients,

            @Key(value = "Octets of one mail.", form = Form.SIZE, byDefault = "50MB", from = "1KB", to = "2GB")
            String size,

            @Key(value = "Mails in a minute from one address.", byDefault = "6000", from = "1", to = "1000000")
            int ratePerMinute,

            @Key(
                    value =
                            "Wrong passwords in a minute from one address; then none is tried until the minute is over.",
                    byDefault = "10",
                    from = "1",
                    to = "1000000")
            int authFailures) {}
}
