package org.openx400.mta.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connectors to peer MTAs as they are written, key by key. */
final class ConnectorFile {
    private ConnectorFile() {}

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
}
