package org.openx400.mta.smtp.host;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.Scheduler;

/**
 * What all SMTP connections of a group share.
 *
 * @param workers where connections run; what they do there may wait for the disk
 * @param mayAct whether this node still works for the group: while it does not, no mail is begun or committed
 */
public record SmtpHosting(
        Executor workers,
        Scheduler scheduler,
        EventLog events,
        ProtocolLog protocol,
        SmtpDeadlines deadlines,
        BooleanSupplier mayAct) {
    private static final AtomicLong COUNT = new AtomicLong(); // identifiers are unique in the process

    /** Bounded by the octet budget of the connection already; this only stops what must be a bug. */
    static final int MAILBOX_CAPACITY = 10_000;

    String nextId() {
        return "S" + COUNT.incrementAndGet();
    }
}
