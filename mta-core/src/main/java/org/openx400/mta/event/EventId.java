package org.openx400.mta.event;

/**
 * The catalogue of events. Numbers below 20000 are those of the Exchange MTA where the meaning is the same. The severity
 * says what the effect is: what is accepted, closed in order or delivered is {@link Severity#INFO}.
 */
public enum EventId {
    // the service
    STARTUP_COMPLETE(9298, Category.X400_SERVICE, Severity.INFO, "MTA {mta} is up, version {version}"),
    CLOSEDOWN_COMPLETE(9299, Category.X400_SERVICE, Severity.INFO, "MTA {mta} is down, version {version}"),
    CONFIGURATION_LOADED(
            20001,
            Category.CONFIGURATION,
            Severity.INFO,
            "Configuration {file} is in force: {connectors} connectors, {users} local users"),
    CONFIGURATION_RELOADED(
            20002,
            Category.CONFIGURATION,
            Severity.INFO,
            "Configuration {file} was loaded again, {changes} changes: {what}"),
    CONFIGURATION_REFUSED(
            20003,
            Category.CONFIGURATION,
            Severity.WARNING,
            "Configuration {file} was not loaded again, everything stays as it was: {why}",
            "Correct the file, look at it with 'mta check-config', then 'mta reload'."),
    RESTART_NEEDED(
            20004,
            Category.CONFIGURATION,
            Severity.WARNING,
            "Configuration {file} says what takes effect only with a restart: {what}",
            "Restart the MTA when it suits, or take the change back."),
    UNEXPECTED_ERROR(
            9405,
            Category.INTERNAL,
            Severity.ERROR,
            "Unexpected error in {where}: {why}",
            "The MTA goes on. Please report the event with the lines of the same time in mta.log."),

    // the network
    LISTENING(20010, Category.X400_SERVICE, Severity.INFO, "Listening on {local}"),
    LISTENING_STOPPED(20011, Category.X400_SERVICE, Severity.INFO, "No longer listening on {local}"),
    LISTEN_FAILED(
            20012,
            Category.OPERATING_SYSTEM,
            Severity.ERROR,
            "Cannot listen on {local}: {why}",
            "See whether another program has the port, whether the address is on this machine, and, for port 102, whether the service has CAP_NET_BIND_SERVICE."),
    CONNECTION_ACCEPTED(20013, Category.X400_SERVICE, Severity.INFO, "Connection from {remote} to {local}"),
    CONNECTION_LIMIT_REACHED(
            20014,
            Category.RESOURCE,
            Severity.WARNING,
            "Connection from {remote} is not taken: limits.{limit}, {value}, is reached",
            "Find out who opens connections and does not bind, or raise the limit. Told once a minute at most for each address."),
    SOURCE_ADDRESS_MISSING(
            20015,
            Category.CONFIGURATION,
            Severity.WARNING,
            "Source address {source} of connector {connector} is not on this machine, so {remote} is not connected to: {why}",
            "Add the address to an interface of this machine, or correct sourceAddress."),
    HOST_NAME_NOT_RESOLVED(
            20016,
            Category.CONFIGURATION,
            Severity.WARNING,
            "Host name {host} of connector {connector} cannot be resolved: {why}",
            "Correct the name, or the name service."),
    LOCAL_PORTS_EXHAUSTED(
            20017,
            Category.RESOURCE,
            Severity.WARNING,
            "No local port is free from {local} to {remote} for connector {connector}: {current} connections of ours have one,"
                    + " {limit} are allowed",
            "The messages wait and it is tried again. Widen net.ipv4.ip_local_port_range, or see what else uses the address."
                    + " Told once a minute at most for each connector."),
    NAME_RESOLVED(
            20023, Category.CONFIGURATION, Severity.INFO, "{name} is {answer}, says {source}; good for {seconds} s"),
    NAME_ANSWER_IGNORED(
            20018,
            Category.SECURITY,
            Severity.WARNING,
            "An answer to a question of ours to name server {remote} is ignored: {why}",
            "If they come often, find out who answers in place of the name server, or why it answers so."),
    NAME_FILE_FAULTY(
            20019,
            Category.CONFIGURATION,
            Severity.WARNING,
            "File {file} of host names is not understood wholly: {why}",
            "Correct the file; it is read again when it changes."),
    CONNECTOR_NOT_FOUND(
            9301,
            Category.CONFIGURATION,
            Severity.WARNING,
            "The message transfer gateway that uses the network address {address} and the transport stack TCP could not be"
                    + " found. Check the configuration of the mail gateway. Called selectors: {called}; calling: {calling}; MTA name:"
                    + " {mta}. Tried: {why}",
            "Add the peer's address or host name to the connector that it belongs to."),
    CONNECT_FAILED(
            9215,
            Category.OPERATING_SYSTEM,
            Severity.WARNING,
            "Sockets error on connect() from {local} to {remote}: {why}",
            "See whether the peer is up, its address and port, and the firewalls between."),

    // associations
    ASSOCIATION_OPENED(
            20020,
            Category.X400_SERVICE,
            Severity.INFO,
            "Association {association} to {connector} is open, {local} to {remote}"),
    ASSOCIATION_ACCEPTED(
            20021,
            Category.X400_SERVICE,
            Severity.INFO,
            "Association {association} from {connector} is accepted, {remote} to {local}"),
    ASSOCIATION_CLOSED(
            20022, Category.X400_SERVICE, Severity.INFO, "Association {association} with {connector} is closed: {why}"),
    CONNECTION_NOT_OPENED(
            289,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Connection to {connector} could not be opened: {why}",
            "The messages wait and it is tried again. See the events of the same connector before this one."),
    OPEN_RETRY_TIMER_STARTED(
            301,
            Category.X400_SERVICE,
            Severity.INFO,
            "Connection to {connector} is tried again in {seconds} s, so far {attempts} attempts"),
    ASSOCIATION_REFUSED_BY_REMOTE(
            1290,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Locally initiated association to {connector} is refused at {layer}: {reason}",
            "Compare selectors, mode, MTA names and passwords of the connector with the peer's configuration."),
    ASSOCIATION_REFUSED(
            1293,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Remotely initiated association from {remote} is refused at {layer}: {reason}",
            "Compare selectors, mode, MTA names and passwords of the connector with the peer's configuration."),
    ASSOCIATION_ENDED_ABNORMALLY(
            1294,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Association {association} with {connector} ended abnormally at {layer}: {why}",
            "What was in transfer is sent again."),
    CREDENTIALS_WRONG(
            48,
            Category.SECURITY,
            Severity.WARNING,
            "Wrong credentials from {connector} at {remote}: {why}",
            "Compare the MTA name and password of the connector with those that the peer is configured with; case matters."),
    UNKNOWN_MTA(
            51,
            Category.SECURITY,
            Severity.WARNING,
            "Unknown MTA {mta} at {remote} tried to bind: {why}",
            "If it is to be let in, give its name to the connector of that address."),
    DIALOGUE_MODE_REFUSED(
            55,
            Category.SECURITY,
            Severity.WARNING,
            "{connector} at {remote} asked for dialogue mode {mode}: {why}",
            "Set the same dialogue mode on both sides."),
    ASSOCIATION_LIMIT_REACHED(
            57,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Limit on associations with {connector} reached, limits.{limit}, {value}",
            "The peer is told that we are busy, and tries again. Raise the limit if it needs more. Told once a minute at"
                    + " most for each connector."),

    LIMIT_REACHED(
            20090,
            Category.RESOURCE,
            Severity.WARNING,
            "limits.{limit}, {value}, is reached by {peer}: {why}",
            "The peer is told to wait, or refused. Find out why it needs more, or raise the limit. Told once a minute at most"
                    + " for each limit and peer."),

    // protocol errors
    PROTOCOL_VIOLATED(
            4282,
            Category.INTEROPERABILITY,
            Severity.WARNING,
            "{layer} protocol violated by {remote} at octet {offset}: {why}",
            "The association is aborted. Keep a capture of it and give it to the maker of the peer."),
    ASN1_DECODE_ERROR(
            200,
            Category.APDU,
            Severity.WARNING,
            "An APDU from {connector} cannot be decoded, octet {offset}: {why}",
            "The transfer is refused. Keep a capture of it and give it to the maker of the peer."),

    // messages, probes and reports on their way
    MESSAGE_SUBMITTED(
            20030,
            Category.X400_SERVICE,
            Severity.INFO,
            "Message {mtsId} is submitted by {originator}, {octets} octets, {recipients} recipients"),
    MESSAGE_ACCEPTED(
            20031,
            Category.X400_SERVICE,
            Severity.INFO,
            "Message {mtsId} is accepted from {connector}, {octets} octets, {recipients} recipients"),
    PROBE_ACCEPTED(
            20032,
            Category.X400_SERVICE,
            Severity.INFO,
            "Probe {mtsId} is accepted from {connector}, {recipients} recipients"),
    REPORT_ACCEPTED(
            20033,
            Category.X400_SERVICE,
            Severity.INFO,
            "Report {mtsId} for {destination} is accepted from {connector}"),
    MESSAGE_TRANSFERRED(
            20034,
            Category.X400_SERVICE,
            Severity.INFO,
            "Message {mtsId} is transferred to {connector}, {octets} octets, {recipients} recipients"),
    PROBE_TRANSFERRED(
            20035,
            Category.X400_SERVICE,
            Severity.INFO,
            "Probe {mtsId} is transferred to {connector}, {recipients} recipients"),
    REPORT_TRANSFERRED(20036, Category.X400_SERVICE, Severity.INFO, "Report {mtsId} is transferred to {connector}"),
    MESSAGE_DELIVERED(20037, Category.X400_SERVICE, Severity.INFO, "Message {mtsId} is delivered to {recipient}"),
    REPORT_DELIVERED(20038, Category.X400_SERVICE, Severity.INFO, "Report {mtsId} is delivered to {recipient}"),
    TRANSFER_ABANDONED(
            20039,
            Category.X400_SERVICE,
            Severity.WARNING,
            "A transfer from {connector} was given up after {octets} octets: {why}",
            "Nothing was taken; the peer has it and sends it again."),
    TRANSFER_RESUMED(
            20048,
            Category.X400_SERVICE,
            Severity.INFO,
            "An interrupted transfer {direction} {connector} goes on; its first {octets} octets are not sent again"),
    MESSAGE_REFUSED(
            20040,
            Category.X400_SERVICE,
            Severity.WARNING,
            "{kind} {mtsId} from {connector} is refused: {why}",
            "The peer keeps it or reports it."),
    TRANSFER_FAILED(
            20041,
            Category.X400_SERVICE,
            Severity.WARNING,
            "{kind} {mtsId} could not be transferred to {connector}: {why}; next attempt in {seconds} s"),
    TRANSFER_PERMANENTLY_FAILED(
            270,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Permanent error with {connector}, {kind} {mtsId}: {why}",
            "The connector works but refuses just this one; a non-delivery report follows."),
    MESSAGE_REROUTED(
            287, Category.X400_SERVICE, Severity.INFO, "{kind} {mtsId} is rerouted from {from} to {connector}"),
    MESSAGE_DEFERRED(
            20042,
            Category.X400_SERVICE,
            Severity.INFO,
            "Message {mtsId} waits until {until}, as its originator asked"),
    DOWNGRADE_FAILED(
            175,
            Category.X400_SERVICE,
            Severity.WARNING,
            "{kind} {mtsId} cannot be downgraded to 1984 for {connector}, {recipients} recipients: {why}",
            "The recipient is reported; a peer of 1988 must be reached over another connector."),
    LOOP_DETECTED(
            20044,
            Category.X400_SERVICE,
            Severity.WARNING,
            "{kind} {mtsId} from {connector} has come round in a loop: {why}",
            "See the routes of the MTAs in its trace: two of them point at each other."),
    NO_RESPONSIBILITY(
            20046,
            Category.X400_SERVICE,
            Severity.INFO,
            "{kind} {mtsId} from {connector} names no recipient that we are responsible for: nothing is done"),
    DUPLICATE_RECOGNISED(
            20047,
            Category.X400_SERVICE,
            Severity.INFO,
            "{kind} {mtsId} from {connector} repeats a transfer that was taken before: it is acknowledged and not relayed again"),
    MESSAGE_EXPIRED(
            208,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Latest delivery time of {kind} {mtsId} for {connector} has passed after {attempts} attempts: {why}",
            "A non-delivery report is made. See why the connector did not open."),

    // reports that we make
    NON_DELIVERY_REPORT_GENERATED(
            290,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Non-delivery report {report} on {mtsId} is generated for {recipient}: reason {reason}, diagnostic {diagnostic}"),
    DELIVERY_REPORT_GENERATED(
            20050,
            Category.X400_SERVICE,
            Severity.INFO,
            "Delivery report {report} on {mtsId} is generated for {recipient}"),
    REPORT_DISCARDED(
            20051,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Report {mtsId} is discarded: {why}",
            "Nobody will be told what became of the message that it is about."),
    REPORT_ABSORBED(
            20053,
            Category.X400_SERVICE,
            Severity.INFO,
            "Report {mtsId} on {subject} ends here: {recipient} did not ask for it"),

    // the queue and what an administrator does with it
    MESSAGE_HELD(
            20060,
            Category.ADMINISTRATION,
            Severity.WARNING,
            "{kind} {mtsId} for {connector} is held: {why}",
            "Look at it with 'mta queue show', then release or delete it."),
    MESSAGE_RELEASED(20061, Category.ADMINISTRATION, Severity.INFO, "{kind} {mtsId} for {connector} is released"),
    MESSAGE_DELETED(
            20062,
            Category.ADMINISTRATION,
            Severity.WARNING,
            "{kind} {mtsId} for {connector} is deleted by the administrator; no report is made"),
    QUEUE_OPENED(
            2207,
            Category.X400_SERVICE,
            Severity.INFO,
            "Queue {store} is open: {entries} entries, {orphans} left-over spool files removed"),
    STORE_PROBLEM(
            20063,
            Category.OPERATING_SYSTEM,
            Severity.ERROR,
            "The queue cannot be written or read: {why}",
            "Nothing is accepted until it works again. See the free space and health of the disk."),
    STORE_LOST(
            20064,
            Category.OPERATING_SYSTEM,
            Severity.ERROR,
            "The queue does not answer: {why}",
            "Nothing is acknowledged until it does; peers are refused for the time being. See the database server. It goes on"
                    + " by itself."),
    STORE_WORKS(
            20066,
            Category.OPERATING_SYSTEM,
            Severity.INFO,
            "The queue is written again; {failures} changes and readings had failed"),
    DISK_SHORT(
            20067,
            Category.OPERATING_SYSTEM,
            Severity.ERROR,
            "Free disk is short: {free} octets are free, {minimum} are wanted",
            "Peers are told to try later and what is queued goes on; free some space where the data folder is. Accepting"
                    + " resumes by itself."),
    DISK_SUFFICES(
            20068,
            Category.OPERATING_SYSTEM,
            Severity.INFO,
            "Free disk suffices again: {free} octets are free; messages are accepted"),
    STORE_BACK(20065, Category.OPERATING_SYSTEM, Severity.INFO, "The queue answers again"),
    STORED_MESSAGE_DAMAGED(
            3150,
            Category.INTERNAL,
            Severity.ERROR,
            "Message {mtsId} in the queue is damaged: {why}",
            "It is held aside and the others go on. Look at it with 'mta queue show'; delete it when it is of no use."),
    CLOCK_SET(
            20071,
            Category.OPERATING_SYSTEM,
            Severity.WARNING,
            "The clock was set {direction} by {seconds} s",
            "Retries that the clock had put off are made at once; what had arrived before does not expire sooner until the next"
                    + " start. See that the clock is right now: times in envelopes, reports and this log follow it."),
    QUEUE_REPAIRED(
            20069, Category.ADMINISTRATION, Severity.WARNING, "An administrator repaired the queue, {repair}: {fault}"),

    // the cluster
    GROUP_ACTIVE(
            20080, Category.X400_SERVICE, Severity.INFO, "Group {group} is active on this node, epoch {epoch}: {why}"),
    GROUP_STANDBY(
            20081, Category.X400_SERVICE, Severity.INFO, "Group {group} is not active on this node any more: {why}"),
    GROUP_ADDRESS_ARRIVED(
            20082, Category.X400_SERVICE, Severity.INFO, "The address of group {group} is on this node: {address}"),
    GROUP_ADDRESS_LEFT(
            20083,
            Category.X400_SERVICE,
            Severity.INFO,
            "The address of group {group} is not on this node any more: {address}"),
    LEASE_TAKEN(
            20084,
            Category.X400_SERVICE,
            Severity.WARNING,
            "Another node has taken the lease of group {group} after epoch {epoch}, although the address {address} is here",
            "Two nodes have the address: see the cluster software of this one. The MTA of this node keeps off until the"
                    + " address has left and come back."),
    LEASE_NOT_RENEWED(
            20085,
            Category.RESOURCE,
            Severity.ERROR,
            "The lease of group {group}, epoch {epoch}, could not be renewed in time, so the work stops",
            "See whether the database answers and the machine is overloaded or was paused. The work goes on by itself as"
                    + " soon as the lease is renewed, or on the node that takes it."),
    LEASE_STORE_UNREACHABLE(
            20086,
            Category.RESOURCE,
            Severity.WARNING,
            "The lease of group {group} cannot be asked for: {why}",
            "It is tried again five times a second; told once until the database answers again."),
    LEASE_HELD_ELSEWHERE(
            20087,
            Category.X400_SERVICE,
            Severity.WARNING,
            "The address of group {group} was here when the MTA started, but another node holds the lease",
            "See with 'mta cluster status' where the group is active. The MTA of this node works when the lease is free, or"
                    + " when the address leaves and comes back."),

    // Internet mail
    MAIL_CONNECTION_OPENED(
            20100,
            Category.X400_SERVICE,
            Severity.INFO,
            "SMTP connection {association} to {host} for {connector} is open, {local} to {remote}, {tls}"),
    MAIL_CONNECTION_CLOSED(
            20101,
            Category.X400_SERVICE,
            Severity.INFO,
            "SMTP connection {association} with {remote} is closed after {mails} mails: {why}"),
    MAIL_RECEIVED(
            20102,
            Category.X400_SERVICE,
            Severity.INFO,
            "Mail of {octets} octets from <{from}> to {recipients} recipients came over {association} from {remote}:"
                    + " {reply}"),
    MAIL_SENT(
            20103,
            Category.X400_SERVICE,
            Severity.INFO,
            "Mail of {octets} octets from <{from}> was given to {host} over {association}: {taken} of {recipients}"
                    + " recipients taken"),
    MAIL_RECIPIENT_REFUSED(
            20104,
            Category.INTEROPERABILITY,
            Severity.WARNING,
            "{host} does not take mail from <{from}> for <{recipient}>: {reply}",
            "Codes that begin with 4 are tried again; with 5 the sender gets a report. The text is the peer's."),
    MAIL_NOT_WANTED(
            20105,
            Category.SECURITY,
            Severity.INFO,
            "Mail from <{from}> for <{recipient}>, offered by {remote} over {association}, is refused: {reply}"),
    MAIL_PROTOCOL_VIOLATED(
            20106,
            Category.SECURITY,
            Severity.WARNING,
            "{remote} breaks SMTP or one of our limits on connection {association}: {why}",
            "See the protocol log when it is on. If mail of somebody who matters is refused so, ask for the sending program"
                    + " to be corrected, or raise the limit."),
    MAIL_HOST_UNUSABLE(
            20107,
            Category.INTEROPERABILITY,
            Severity.WARNING,
            "{host} at {remote} takes no mail of {connector} now: {why}",
            "Other hosts of the domain are tried, and later this one again. The text is the peer's."),
    MAIL_TLS_FAILED(
            20108,
            Category.SECURITY,
            Severity.WARNING,
            "TLS with {remote} on connection {association} cannot be established: {why}",
            "See whether certificates and protocol versions of both sides go together."),
    MAIL_AUTHENTICATION_FAILED(
            20109,
            Category.SECURITY,
            Severity.WARNING,
            "Authentication of {user} by {remote} on connection {association} failed",
            "If they come often, somebody guesses passwords: keep that address off."),
    MAIL_DOMAIN_UNRESOLVED(
            20110,
            Category.CONFIGURATION,
            Severity.WARNING,
            "No mail host of {domain} is found for {connector}: {why}",
            "When the name service does not answer it is tried again; when there is no such domain the sender gets a report."),
    MAIL_SPOOL_FAILED(
            20111,
            Category.OPERATING_SYSTEM,
            Severity.ERROR,
            "A mail from {remote} on connection {association} cannot be kept: {why}",
            "The peer is told to try later. See the free space and the rights of the data folder."),
    MAIL_LIMIT_REACHED(
            20112,
            Category.RESOURCE,
            Severity.WARNING,
            "SMTP client {remote} is told to try later, or refused: limits.{limit}, {value}, of connector {connector} is reached",
            "Find out why it opens so many connections or sends so much, or raise the limit. Told once a minute at most for"
                    + " each address."),

    // the log itself
    EVENTS_LOST(
            20070,
            Category.INTERNAL,
            Severity.ERROR,
            "{count} events were lost: {why}",
            "See the free space of the disk that data/log is on."),
    ;

    private final int number;
    private final Category category;
    private final Severity severity;
    private final String template;
    private final String action;

    EventId(int number, Category category, Severity severity, String template) {
        this(number, category, severity, template, "");
    }

    EventId(int number, Category category, Severity severity, String template, String action) {
        this.number = number;
        this.category = category;
        this.severity = severity;
        this.template = template;
        this.action = action;
    }

    public int number() {
        return number;
    }

    public Category category() {
        return category;
    }

    public Severity severity() {
        return severity;
    }

    /** Text with fields in braces. */
    public String template() {
        return template;
    }

    /** What an operator should do, or an empty text. */
    public String action() {
        return action;
    }
}
