package org.openx400.mta.smtp.host;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.smtp.RecipientReply;
import org.openx400.mta.smtp.RecipientReply.Outcome;
import org.openx400.mta.smtp.SmtpReply;

/** The events in the life of one connection of our client. */
final class ClientEvents {
    private final SmtpCarrier carrier;
    private final String connection;
    private final String host;
    private final PeerSocket socket;

    ClientEvents(SmtpCarrier carrier, String connection, String host, PeerSocket socket) {
        this.carrier = carrier;
        this.connection = connection;
        this.host = host;
        this.socket = socket;
    }

    /** @param tls protocol and cipher suite; null: not encrypted */
    void opened(@Nullable String tls) {
        log(event(EventId.MAIL_CONNECTION_OPENED).with("tls", tls == null ? "not encrypted" : tls));
    }

    void closed(int mails, @Nullable String why) {
        log(event(EventId.MAIL_CONNECTION_CLOSED).with("mails", mails).with("why", why));
    }

    void unusable(SmtpReply why) {
        log(event(EventId.MAIL_HOST_UNUSABLE).with("why", why));
    }

    void tlsFailed(String why) {
        log(event(EventId.MAIL_TLS_FAILED).with("why", why));
    }

    void done(Delivery mail, List<RecipientReply> results) {
        long taken =
                results.stream().filter(each -> each.outcome() == Outcome.TAKEN).count();
        if (taken > 0) {
            log(event(EventId.MAIL_SENT)
                    .with("from", mail.envelope().reversePath())
                    .with("octets", mail.content().length())
                    .with("taken", taken)
                    .with("recipients", results.size()));
        }
        for (RecipientReply each : results) {
            if (each.outcome() != Outcome.TAKEN) {
                log(event(EventId.MAIL_RECIPIENT_REFUSED)
                        .with("from", mail.envelope().reversePath())
                        .with("recipient", each.recipient().path())
                        .with("reply", each.reply()));
            }
        }
    }

    private Event.Builder event(EventId what) {
        return Event.of(what)
                .association(connection)
                .connector(carrier.connector())
                .with("host", host)
                .local(socket.localAddress())
                .remote(socket.remoteAddress());
    }

    private void log(Event.Builder event) {
        event.to(carrier.hosting().events());
    }
}
