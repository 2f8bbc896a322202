package org.openx400.mta.rfc1006.host;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.relay.Intake;

/** Takes everything, later and on another thread, unless a test wants another answer. */
final class RecordedIntake implements Intake {
    final List<Octets> taken = new CopyOnWriteArrayList<>();
    final List<Incoming> begun = new CopyOnWriteArrayList<>();
    final List<RecordedUser> users = new CopyOnWriteArrayList<>();
    volatile Supplier<Decision> decision = Decision.Accepted::new;
    volatile Supplier<CompletableFuture<Void>> checkpoint = () -> CompletableFuture.runAsync(() -> {});

    final List<Secured> secured = new CopyOnWriteArrayList<>();
    volatile BiFunction<Octets, Octets, Optional<Resumed>> kept = (connection, activity) -> Optional.empty();

    /** What came up to a checkpoint. */
    record Secured(Progress progress, Octets octets) {
        Resumed resumed(RecordedIntake intake) {
            Incoming incoming = intake.new Incoming();
            incoming.octets(octets);
            return new Resumed(incoming, progress.state());
        }
    }

    Secured lastSecured() {
        return secured.get(secured.size() - 1);
    }

    /** What each transfer says that it has in memory. */
    volatile long inMemoryOfEach;

    @Override
    public IncomingTransfer begin(AssociationPort from) {
        Incoming incoming = new Incoming();
        begun.add(incoming);
        return incoming;
    }

    @Override
    public Optional<Resumed> resume(AssociationPort from, Octets connection, Octets activity) {
        return kept.apply(connection, activity);
    }

    @Override
    public AssociationPort.User accepted(AssociationPort association) {
        RecordedUser user = new RecordedUser();
        user.port = association;
        users.add(user);
        return user;
    }

    final class Incoming implements IncomingTransfer {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        volatile int count;
        volatile String abandoned;

        @Override
        public void octets(Octets piece) {
            octets.writeBytes(piece.toArray());
            count += piece.length();
        }

        @Override
        public long inMemory() {
            return inMemoryOfEach;
        }

        @Override
        public CompletableFuture<Void> checkpoint(Progress progress) {
            secured.add(new Secured(progress, Octets.wrap(octets.toByteArray())));
            return checkpoint.get();
        }

        @Override
        public CompletableFuture<Decision> end() {
            return CompletableFuture.supplyAsync(() -> {
                Decision decided = decision.get();
                if (decided instanceof Decision.Accepted) {
                    taken.add(Octets.wrap(octets.toByteArray()));
                }
                return decided;
            });
        }

        @Override
        public void abandon(String why) {
            abandoned = why;
        }

        @Override
        public void leave(String why) {
            abandoned = why;
        }
    }
}
