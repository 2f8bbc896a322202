package org.openx400.mta.rfc1006.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.relay.Intake;
import org.openx400.mta.relay.Intake.Decision;
import org.openx400.mta.relay.Intake.IncomingTransfer;
import org.openx400.mta.rfc1006.rtse.Activity;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfer;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfers;
import org.openx400.mta.rfc1006.rtse.TransferProgress;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;
import org.openx400.mta.rfc1006.session.SessionReason;

/**
 * The APDU that is coming in, if any: what the peer sends goes to the relay, and what the relay has made safe is
 * acknowledged. Confined to the mailbox of the association.
 */
final class Receiving implements InterruptedTransfers {
    private final AssociationHost host;
    private @Nullable IncomingTransfer transfer;
    private boolean complete;
    /** What the machine has been given to resume and has not told of yet, in order. */
    private final Deque<IncomingTransfer> resumed = new ArrayDeque<>();

    Receiving(AssociationHost host) {
        this.host = host;
    }

    /** @param activity its identifier on this association */
    void begin(IncomingTransfer incoming, Octets activity) {
        SessionConnectionIdentifier connection = host.machine().sessionConnection();
        if (connection != null) {
            host.recovery().begin(host.connector(), new Activity(connection, activity));
        }
        begin(incoming);
    }

    private void begin(IncomingTransfer incoming) {
        transfer = incoming;
        complete = false;
    }

    @Override
    public boolean completed(Activity activity) {
        return host.recovery().completed(host.connector(), activity);
    }

    /** {@link #goOn} follows. */
    @Override
    public @Nullable InterruptedTransfer take(Activity activity, int serial) {
        Recovery.Incoming kept = host.recovery().take(host.connector(), activity, serial);
        if (kept == null) {
            kept = secured(activity, serial);
        }
        if (kept == null) {
            return null;
        }
        resumed.add(kept.transfer());
        return kept.state();
    }

    /** One that an earlier run has kept. */
    private Recovery.@Nullable Incoming secured(Activity activity, int serial) {
        Intake.Resumed resumed = host.intake()
                .resume(host, activity.connection().encoded(), activity.identifier())
                .orElse(null);
        if (resumed == null) {
            return null;
        }
        String why = "it cannot go on behind checkpoint " + serial;
        try {
            InterruptedTransfer state = InterruptedTransfer.decoded(activity, resumed.state());
            if (state.has(serial)) {
                return new Recovery.Incoming(state, resumed.transfer());
            }
        } catch (DecodeException e) {
            why = "what was kept of it cannot be read: " + e.getMessage();
        }
        resumed.transfer().abandon(why);
        return null;
    }

    /** The transfer that was taken first, of those that have not gone on yet, goes on. */
    void goOn() {
        begin(resumed.remove());
    }

    void octets(Octets piece) {
        IncomingTransfer incoming = transfer;
        if (incoming != null) {
            incoming.octets(piece);
        }
    }

    boolean underWay() {
        return transfer != null;
    }

    void checkpoint(TransferProgress at) {
        IncomingTransfer incoming = transfer;
        if (incoming == null) {
            return;
        }
        Intake.Progress progress = new Intake.Progress(
                at.activity().connection().encoded(),
                at.activity().identifier(),
                at.serial(),
                at.checkpointSize(),
                at.windowSize(),
                at.state());
        whenDone(incoming, incoming.checkpoint(progress), (done, failure) -> {
            if (failure == null) {
                host.perform(host.machine().acknowledgeCheckpoint(at.serial()));
            } else {
                host.perform(host.machine().rejectTransfer(SessionReason.RECEIVING_ABILITY_JEOPARDIZED));
                abandon("the octets up to checkpoint " + at.serial() + " could not be stored: " + failure.getMessage());
            }
        });
    }

    void end() {
        IncomingTransfer incoming = transfer;
        if (incoming == null) {
            return;
        }
        complete = true;
        Activity activity = host.machine().resumableActivity();
        CompletableFuture<Decision> decided = incoming.end();
        if (activity != null) {
            decided.thenAccept(decision -> {
                if (decision instanceof Decision.Accepted) {
                    host.recovery().complete(host.connector(), activity);
                }
            });
        }
        whenDone(incoming, decided, (decision, failure) -> {
            transfer = null;
            if (decision instanceof Decision.Accepted) {
                host.perform(host.machine().acknowledgeTransfer());
            } else {
                boolean temporary = !(decision instanceof Decision.Refused refused) || refused.temporary();
                host.perform(host.machine()
                        .rejectTransfer(
                                temporary
                                        ? SessionReason.RECEIVING_ABILITY_JEOPARDIZED
                                        : SessionReason.UNRECOVERABLE_PROCEDURAL_ERROR));
            }
        });
    }

    /** The association is gone: what came is kept if the peer may resume it. */
    void lost(String why) {
        IncomingTransfer incoming = transfer;
        InterruptedTransfer state = complete ? null : host.machine().interrupted();
        if (incoming == null || state == null) {
            abandon(why);
            return;
        }
        interrupted(state);
    }

    /** What came is kept until the peer resumes it. */
    void interrupted(InterruptedTransfer state) {
        IncomingTransfer incoming = transfer;
        transfer = null;
        if (incoming != null) {
            host.recovery().keep(host.connector(), new Recovery.Incoming(state, incoming));
        }
    }

    /** A transfer that is complete is the relay's to decide: its answer just finds nobody to be told. */
    void abandon(String why) {
        IncomingTransfer incoming = transfer;
        transfer = null;
        if (incoming != null && !complete) {
            incoming.abandon(why);
        }
    }

    private <T> void whenDone(
            IncomingTransfer of, CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> answer) {
        if (future.isDone()) {
            future.whenComplete(answer);
        } else {
            future.whenComplete((value, failure) -> host.post(() -> {
                if (transfer == of) {
                    answer.accept(value, failure);
                }
            }));
        }
    }
}
