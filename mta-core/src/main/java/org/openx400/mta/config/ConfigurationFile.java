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
        List<ConnectorFile.Connector> connectors,

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
        ResolverFile.@Nullable Resolver resolver) {

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
}
