package org.openx400.mta.smtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.octets.Octets;

/** Hosts a client's machine in memory and notes all that it does; supplies the content when it is asked for. */
final class ClientDriver {
    final SmtpClientMachine machine;
    final StringBuilder sent = new StringBuilder();
    final List<String> logged = new ArrayList<>();
    final List<SmtpClientEffect> effects = new ArrayList<>();
    final List<SmtpClientEffect.Done> done = new ArrayList<>();
    Octets content = Octets.latin1("Subject: x\r\n\r\n.dot\r\n");

    @Nullable
    SmtpReply unusable;

    @Nullable
    String closed;

    int ready;
    boolean tlsWanted;

    ClientDriver(SmtpClientSettings settings) {
        machine = new SmtpClientMachine(settings, "mx.example");
    }

    ClientDriver() {
        this(new SmtpClientSettings("bar.com", SmtpConnector.Protection.NONE, null));
    }

    /** Gives replies, each a line, and returns what is sent then. */
    String hear(String... lines) {
        return hear(Octets.latin1(String.join("\r\n", lines) + "\r\n"));
    }

    String hear(Octets octets) {
        perform(machine.received(octets));
        return sent();
    }

    String send(MailEnvelope envelope) {
        perform(machine.send(envelope, content.length()));
        return sent();
    }

    private String sent() {
        String text = sent.toString();
        sent.setLength(0);
        return text;
    }

    void perform(List<SmtpClientEffect> asked) {
        effects.addAll(asked);
        for (SmtpClientEffect effect : asked) {
            if (effect instanceof SmtpClientEffect.Send send) {
                sent.append(send.octets().toLatin1());
                logged.add(send.logged());
            } else if (effect instanceof SmtpClientEffect.SendContent piece) {
                sent.append(piece.octets().toLatin1());
            } else if (effect instanceof SmtpClientEffect.Ready) {
                ready++;
            } else if (effect instanceof SmtpClientEffect.StartTls) {
                tlsWanted = true;
            } else if (effect instanceof SmtpClientEffect.Supply) {
                perform(machine.content(content));
                perform(machine.contentEnd());
            } else if (effect instanceof SmtpClientEffect.Done over) {
                done.add(over);
            } else if (effect instanceof SmtpClientEffect.Unusable because) {
                unusable = because.why();
            } else if (effect instanceof SmtpClientEffect.Close close) {
                closed = close.why();
            }
        }
    }
}
