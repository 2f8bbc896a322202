package org.openx400.mta.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration file as it is written, key by key. Defaults are already filled in when it is bound. */
record ConfigurationFile(
        @Key("Who this MTA is.") Mta mta,

        @Key(value = "Where messages are kept.", byDefault = "{}")
        Store store,

        @Key(
                value = "Where peers may connect. Empty: nobody may, or in a cluster at the addresses of its groups.",
                byDefault = "[]")
        List<Listen> listen,

        @Key(
                value = "The cluster that this machine is a node of; without it, it works alone. The nodes differ in"
                        + " cluster.node only.",
                optional = true)
        @Nullable
        Cluster cluster,

        @Key(
                value = "The peers, and ways to other mail systems.",
                byDefault = "[]",
                variantType = "smtp",
                variant = SmtpFile.Connector.class)
        List<Connector> connectors,

        @Key(value = "How long we try to transfer a message before it is reported as not delivered.", byDefault = "{}")
        Expiry expiry,

        @Key(value = "O/R addresses that are delivered here.", byDefault = "[]")
        List<LocalUser> localUsers,

        @Key(value = "What peers may ask of us at most.", byDefault = "{}")
        Limits limits,

        @Key(value = "The event log.", byDefault = "{}") Events events,

        @Key(
                value = "How host names are looked up. Without it as this machine does it, and never backwards.",
                optional = true)
        @Nullable
        Resolver resolver) {

    record Mta(
            @Key(value = "Our MTA name, in binds and in trace information. Case-sensitive.", form = Form.MTA_NAME)
            String name,

            @Key(value = "Our password in binds; without it we give an empty one.", form = Form.SECRET, optional = true)
            @Nullable
            String password,

            @Key("Our global domain identifier.") Domain domain,

            @Key(
                    value = "Folder of the queue, the log, the mailboxes and admin.sock; relative to this file.",
                    byDefault = "data")
            String data,

            @Key(value = "Where the mailboxes of our own users are.", byDefault = "{}")
            Mailboxes mailboxes,

            @Key(value = "Name of this machine in events; without it the host name.", form = Form.NAME, optional = true)
            @Nullable
            String node) {}

    record Mailboxes(
            @Key(value = "Their folder; relative to the data folder.", byDefault = "mailboxes")
            String folder,

            @Key(
                    value = "Whether all nodes of the cluster have this very folder, on a network file system or a disk"
                            + " that moves with the group. Local users in a cluster need it.",
                    byDefault = "false")
            boolean shared) {}

    record Domain(
            @Key(value = "Country, ISO 3166 letters or X.121 digits.", form = Form.COUNTRY)
            String country,

            @Key(value = "Administration domain; a single space means any.", form = Form.ADMD)
            String admd,

            @Key(value = "Private domain.", form = Form.ADMD, optional = true) @Nullable
            String prmd) {}

    record Store(
            @Key(
                    value =
                            "JDBC address of the queue; the file of SQLite is relative to the data folder. Several hosts of"
                                    + " PostgreSQL are separated by commas, and the primary is used. No password here.",
                    form = Form.STORE_URL,
                    byDefault = "jdbc:sqlite:queue.db")
            String url,

            @Key(value = "User of the PostgreSQL database.", form = Form.TEXT, optional = true) @Nullable
            String user,

            @Key(value = "Password of that user, of up to 62 characters.", form = Form.SECRET, optional = true)
            @Nullable
            String password) {}

    record Listen(
            @Key(value = "Kind of transport: RFC 1006 over TCP.", byDefault = "TCP", oneOf = "TCP")
            String stack,

            @Key(value = "Local address.", form = Form.ADDRESS)
            String address,

            @Key(value = "TCP port.", byDefault = "102", from = "1", to = "65535")
            int port) {}

    record Cluster(
            @Key(value = "Name of this node, which no other has.", form = Form.NAME)
            String node,

            @Key("What moves as a whole from node to node. The first group has the local users.")
            List<Group> groups) {}

    record Group(
            @Key(value = "Unique name.", form = Form.NAME) String name,

            @Key(
                    value = "The address that the cluster software moves, IPv4 or IPv6: peers connect to it, and our"
                            + " connections leave from it.",
                    form = Form.ADDRESS)
            String address,

            @Key(
                    value = "An IPv6 address that moves with an IPv4 one. The group works where both are.",
                    form = Form.ADDRESS,
                    optional = true)
            @Nullable
            String address6,

            @Key(
                    value = "TCP port where peers may connect, unless listen has addresses for this group.",
                    byDefault = "102",
                    from = "1",
                    to = "65535")
            int port) {}

    record Connector(
            @Key(value = "Unique name.", form = Form.NAME) String name,

            @Key(
                    value = "Kind of connector: a peer MTA, or with smtp the keys of the next table.",
                    byDefault = "x400",
                    oneOf = {"x400", "smtp"})
            String type,

            @Key(
                    value = "The group of the cluster that it belongs to; without it the only one.",
                    form = Form.NAME,
                    optional = true)
            @Nullable
            String group,

            @Key("Where the peer is.") Remote remote,

            @Key(
                    value = "How an incoming connection is recognised: by its address, or from any address by MTA"
                            + " name and password alone.",
                    byDefault = "address",
                    oneOf = {"address", "credentials"})
            String match,

            @Key(
                    value =
                            "Local address of every connection to this peer; without it the group's in a cluster, else the"
                                    + " kernel chooses.",
                    form = Form.ADDRESS,
                    optional = true)
            @Nullable
            String sourceAddress,

            @Key("The MTA name and password that the peer must give.")
            PeerCredentials mta,

            @Key(value = "The MTA name and password that we give to this peer.", byDefault = "{}")
            OwnCredentials local,

            @Key(value = "Transport, session and presentation selectors.", byDefault = "{}")
            SelectorPairs selectors,

            @Key(
                    value = "Way of P1: 1988-normal over ACSE and presentation, 1988-x410 over RTSE in X.410 mode,"
                            + " or 1984.",
                    byDefault = "1988-normal",
                    oneOf = {"1988-normal", "1988-x410", "1984"})
            String mode,

            @Key(
                    value = "Dialogue mode: one side sends, or both by turns.",
                    byDefault = "monologue",
                    oneOf = {"monologue", "two-way-alternate"})
            String dialogue,

            @Key(value = "Values of reliable transfer.", byDefault = "{}")
            Rts rts,

            @Key(value = "When to try again.", byDefault = "{}")
            Retry retry,

            @Key(value = "How associations are kept.", byDefault = "{}")
            Association association,

            @Key(value = "What is routed to this peer.", byDefault = "[]")
            List<AddressSpaceEntry> addressSpace,

            @Key(
                    value = "When we dial. With never, the peer does.",
                    byDefault = "always",
                    oneOf = {"always", "never"})
            String schedule,

            @Key(value = "What this peer needs beside the standard.", byDefault = "{}")
            Peculiarities peculiarities) {}

    record Remote(
            @Key(value = "Host names, tried in this order; give full names.", form = Form.HOST, byDefault = "[]")
            List<String> hosts,

            @Key(
                    value = "IP addresses and blocks: single ones are dialled, all are matched.",
                    form = Form.ADDRESS_BLOCK,
                    byDefault = "[]")
            List<String> addresses,

            @Key(value = "TCP port that we dial.", byDefault = "102", from = "1", to = "65535")
            int port) {}

    record PeerCredentials(
            @Key(value = "MTA name. Case-sensitive.", form = Form.MTA_NAME)
            String name,

            @Key(
                    value = "Password of up to 62 octets; without it the peer must give an empty one or none.",
                    form = Form.SECRET,
                    optional = true)
            @Nullable
            String password) {}

    record OwnCredentials(
            @Key(value = "MTA name; without it mta.name.", form = Form.MTA_NAME, optional = true) @Nullable
            String name,

            @Key(value = "Password; without it mta.password.", form = Form.SECRET, optional = true) @Nullable
            String password) {}

    record SelectorPairs(
            @Key(value = "What we call.", byDefault = "{}") Selectors outgoing,

            @Key(value = "What the peer calls; one left out matches any.", byDefault = "{}")
            Selectors incoming) {}

    record Selectors(
            @Key(value = "Transport selector, text or \"0x..\".", form = Form.T_SELECTOR, optional = true) @Nullable
            String t,

            @Key(
                    value = "Session selector, text or \"0x..\"; not in X.410 mode.",
                    form = Form.S_SELECTOR,
                    optional = true)
            @Nullable
            String s,

            @Key(
                    value = "Presentation selector, text or \"0x..\"; not in X.410 mode.",
                    form = Form.S_SELECTOR,
                    optional = true)
            @Nullable
            String p) {}

    record Rts(
            @Key(
                    value = "Octets between two checkpoints; a multiple of 1KB.",
                    form = Form.SIZE,
                    byDefault = "60KB",
                    from = "1KB",
                    to = "1024KB")
            String checkpointSize,

            @Key(value = "Checkpoints not yet acknowledged.", byDefault = "16", from = "1", to = "100")
            int windowSize,

            @Key(
                    value =
                            "How long an interrupted transfer may be resumed, by the peer and by us. Later it is sent again from its start, unless limits.resumableAge has kept what came.",
                    form = Form.DURATION,
                    byDefault = "60s",
                    from = "1s",
                    to = "1d")
            String recoveryTimeout) {}

    record Retry(
            @Key(
                    value = "From a failed opening of an association to the next.",
                    form = Form.DURATION,
                    byDefault = "600s",
                    from = "1s",
                    to = "1d")
            String openInterval,

            @Key(
                    value = "From a failed transfer to the next.",
                    form = Form.DURATION,
                    byDefault = "120s",
                    from = "1s",
                    to = "1d")
            String transferInterval,

            @Key(
                    value = "Refusals of one message over a working association, after the first, until it is"
                            + " reported as not delivered. Those for the time being do not count.",
                    byDefault = "2",
                    from = "0",
                    to = "1000")
            int maximumTransferRetries) {}

    record Association(
            @Key(
                    value = "Idle time before an association is closed.",
                    form = Form.DURATION,
                    byDefault = "300s",
                    from = "0s",
                    to = "1d")
            String lifetime,

            @Key(
                    value = "Wait for the answer to a release.",
                    form = Form.DURATION,
                    byDefault = "120s",
                    from = "1s",
                    to = "1h")
            String disconnect,

            @Key(
                    value = "One more association per so many queued messages.",
                    byDefault = "50",
                    from = "1",
                    to = "100000")
            int threshold,

            @Key(value = "Associations that we open at once.", byDefault = "10", from = "1", to = "1000")
            int maximum,

            @Key(
                    value = "How many of the maximum are kept for urgent messages.",
                    byDefault = "1",
                    from = "0",
                    to = "999")
            int reservedForUrgent,

            @Key(
                    value = "Wait for an acknowledgement while a transfer makes no progress.",
                    form = Form.DURATION,
                    byDefault = "300s",
                    from = "1s",
                    to = "1d")
            String transferTimeout) {}

    record AddressSpaceEntry(
            @Key(
                    "O/R address pattern, such as C=US;A= ;P=SITE2;O=*. It matches addresses that have at least these attributes; * is any value.")
            String address,

            @Key(
                    value = "The lower is preferred among patterns of equal length.",
                    byDefault = "1",
                    from = "0",
                    to = "100")
            int cost) {}

    record Peculiarities(
            @Key(
                    value = "Write the type of an extension field in the form a0 03 02 01 nn, as PP 6 does.",
                    byDefault = "false")
            boolean extensionTypeForm1988,

            @Key(value = "Send no internal trace information.", byDefault = "false")
            boolean omitInternalTrace,

            @Key(
                    value =
                            "Acknowledge a transfer that repeats one octet for octet, and do not relay it again. To be switched"
                                    + " off for a peer that sends the same message twice on purpose.",
                    byDefault = "true")
            boolean recogniseDuplicates) {}

    record Expiry(
            @Key(value = "Urgent messages.", form = Form.DURATION, byDefault = "2d", from = "1m", to = "365d")
            String urgent,

            @Key(value = "Normal messages.", form = Form.DURATION, byDefault = "7d", from = "1m", to = "365d")
            String normal,

            @Key(value = "Non-urgent messages.", form = Form.DURATION, byDefault = "10d", from = "1m", to = "365d")
            String nonUrgent) {}

    record LocalUser(
            @Key(value = "O/R address, such as C=US;A= ;P=EXAMPLE;O=Ops;S=Duty.", optional = true) @Nullable
            String address,

            @Key(value = "Several O/R addresses of the same user.", byDefault = "[]")
            List<String> addresses,

            @Key(value = "Name of the mailbox: a folder in data/mailboxes.", form = Form.NAME)
            String mailbox) {}

    record Limits(
            @Key(value = "Associations at once, all peers together.", byDefault = "2000", from = "1", to = "100000")
            int associations,

            @Key(value = "Associations at once that one peer may open.", byDefault = "50", from = "1", to = "100000")
            int perPeer,

            @Key(
                    value = "Connections at once that are not bound yet, all peers together.",
                    byDefault = "500",
                    from = "1",
                    to = "100000")
            int halfOpen,

            @Key(
                    value = "Connections at once that are not bound yet, from one IP address.",
                    byDefault = "50",
                    from = "1",
                    to = "100000")
            int halfOpenPerAddress,

            @Key(
                    value =
                            "Messages, probes and reports of one peer in a second. What comes faster is taken, and acknowledged later.",
                    byDefault = "10000",
                    from = "1",
                    to = "1000000")
            int ratePerPeer,

            @Key(
                    value =
                            "Messages of one peer in the queue, whatever their destination. While there are as many, more are refused for the time being.",
                    byDefault = "10000000",
                    from = "1",
                    to = "1000000000")
            int queuedPerPeer,

            @Key(
                    value = "Octets of one content. What has more is reported as not delivered (content-too-long).",
                    form = Form.SIZE,
                    byDefault = "2GB",
                    from = "1KB",
                    to = "1024GB")
            String content,

            @Key(
                    value =
                            "Octets of one MTS-APDU: envelope and content. Without it twice the content and the envelope, so that what is too long is reported. What has more is cut off.",
                    form = Form.SIZE,
                    optional = true,
                    from = "64KB",
                    to = "4096GB")
            @Nullable
            String apdu,

            @Key(value = "Recipients of one message.", byDefault = "32767", from = "1", to = "32767")
            int recipients,

            @Key(
                    value =
                            "How long a transfer is remembered, so that its repetition is recognised: longer than a broken"
                                    + " link or a peer takes to be repaired. Each takes about 100 octets of the store.",
                    form = Form.DURATION,
                    byDefault = "4d",
                    from = "1m",
                    to = "365d")
            String duplicateWindow,

            @Key(
                    value =
                            "How long what was made safe of an interrupted transfer from a peer is kept, so that the peer can"
                                    + " resume it, also after a restart of this MTA.",
                    form = Form.DURATION,
                    byDefault = "1h",
                    from = "1m",
                    to = "30d")
            String resumableAge,

            @Key(
                    value =
                            "Octets of interrupted transfers that are kept so, all peers together. Of more, the oldest are"
                                    + " forgotten and sent again from their start.",
                    form = Form.SIZE,
                    byDefault = "1GB",
                    from = "0KB",
                    to = "1024GB")
            String resumableContent,

            @Key(
                    value =
                            "Trace elements of a message, external and internal ones together. One with more is in a loop.",
                    byDefault = "50",
                    from = "2",
                    to = "512")
            int hops,

            @Key(
                    value =
                            "What becomes of a message that exceeds an upper bound of X.411: it is reported as not delivered, or goes on as it is.",
                    byDefault = "enforce",
                    oneOf = {"enforce", "tolerate"})
            String upperBounds,

            @Key(
                    value = "Octets of one envelope, which is held in memory.",
                    form = Form.SIZE,
                    byDefault = "16MB",
                    from = "64KB",
                    to = "256MB")
            String envelope,

            @Key(
                    value = "Levels of values within values in an envelope. What is deeper is refused.",
                    byDefault = "64",
                    from = "20",
                    to = "64")
            int nesting,

            @Key(
                    value = "Octets of one transport service data unit.",
                    form = Form.SIZE,
                    byDefault = "1MB",
                    from = "64KB",
                    to = "64MB")
            String tsdu,

            @Key(
                    value = "From TCP to the transport connect request.",
                    form = Form.DURATION,
                    byDefault = "5s",
                    from = "1s",
                    to = "1h")
            String connectDeadline,

            @Key(
                    value = "From TCP to the end of the bind.",
                    form = Form.DURATION,
                    byDefault = "30s",
                    from = "1s",
                    to = "1h")
            String bindDeadline,

            @Key(
                    value =
                            "How long transfers under way may take to end when the service stops, or a connector changes;"
                                    + " then they are interrupted.",
                    form = Form.DURATION,
                    byDefault = "10s",
                    from = "0s",
                    to = "10m")
            String stopDeadline) {}

    record Events(
            @Key(
                    value = "Size at which the log is rolled. It is rolled at each midnight (UTC) too.",
                    form = Form.SIZE,
                    byDefault = "20MB",
                    from = "64KB",
                    to = "10GB")
            String size,

            @Key(value = "Rolled logs that are kept, the oldest go first.", byDefault = "10", from = "1", to = "10000")
            int count) {}

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
