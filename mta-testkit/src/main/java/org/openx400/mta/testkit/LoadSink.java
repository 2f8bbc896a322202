package org.openx400.mta.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;
import org.openx400.mta.relay.Intake;

/**
 * A peer that takes everything and keeps its own record of what came, by local identifier. As any receiver does, it
 * recognises a transfer that was cut and repeated by what the sender repeats: the same octets.
 */
public final class LoadSink implements Intake {
    private final Map<String, Set<Long>> received = new ConcurrentHashMap<>();
    private final AtomicLong transfers = new AtomicLong();
    private final AtomicLong recognised = new AtomicLong();

    /** The local identifiers that came. */
    public Set<String> received() {
        return received.keySet();
    }

    /** All transfers, repeated ones too. */
    public long transfers() {
        return transfers.get();
    }

    /** Transfers of which every octet had come before. */
    public long recognised() {
        return recognised.get();
    }

    /** How many identifiers came in copies that differ: what a receiver must take for several messages. */
    public long twice() {
        return received.values().stream().filter(copies -> copies.size() > 1).count();
    }

    @Override
    public IncomingTransfer begin(AssociationPort from) {
        return new Incoming();
    }

    /** Nothing is kept longer than the association. */
    @Override
    public Optional<Resumed> resume(AssociationPort from, Octets connection, Octets activity) {
        return Optional.empty();
    }

    @Override
    public AssociationPort.User accepted(AssociationPort association) {
        return new Passive();
    }

    private final class Incoming implements IncomingTransfer {
        private static final int ENOUGH = 4096;

        private final CRC32C sum = new CRC32C();
        private Octets head = Octets.NONE;

        @Override
        public void octets(Octets piece) {
            piece.checksum(sum);
            if (head.length() < ENOUGH) {
                head = Octets.concat(head, piece.slice(0, Math.min(piece.length(), ENOUGH - head.length())));
            }
        }

        @Override
        public long inMemory() {
            return head.length();
        }

        @Override
        public CompletableFuture<Void> checkpoint(Progress progress) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Decision> end() {
            try {
                boolean isNew = received.computeIfAbsent(localIdentifier(head), id -> ConcurrentHashMap.newKeySet())
                        .add(sum.getValue());
                if (!isNew) {
                    recognised.incrementAndGet();
                }
                transfers.incrementAndGet();
                return CompletableFuture.completedFuture(new Decision.Accepted());
            } catch (DecodeException e) {
                return CompletableFuture.completedFuture(new Decision.Refused(false, e.toString()));
            }
        }

        @Override
        public void abandon(String why) {
            head = Octets.NONE;
        }

        @Override
        public void leave(String why) {
            abandon(why);
        }
    }

    /** The local identifier of the MTS identifier, which is near the front of every envelope that is sent here. */
    private static String localIdentifier(Octets head) throws DecodeException {
        for (int at = 0; at < head.length() - 2; at++) {
            if (head.at(at) == 0x64) {
                try {
                    Tlv identifier = new BerReader(head.from(at)).next("MTSIdentifier");
                    BerReader members = identifier.children("MTSIdentifier");
                    members.expect(Tag.application(3), "global-domain-identifier");
                    return members.expect(Tag.IA5_STRING, "local-identifier")
                            .string("local-identifier")
                            .toLatin1();
                } catch (DecodeException e) {
                    continue;
                }
            }
        }
        throw new DecodeException("MTSIdentifier", 0, "is not in the first octets");
    }

    private static final class Passive implements AssociationPort.User {
        @Override
        public void opened(AssociationPort association, boolean turnHere) {}

        @Override
        public void openFailed(String layer, String why) {}

        @Override
        public void transferred(AssociationPort association) {}

        @Override
        public void transferRefused(AssociationPort association, int reason, String why) {}

        @Override
        public void turn(AssociationPort association) {}

        @Override
        public void turnWanted(AssociationPort association) {
            association.turnGive();
        }

        @Override
        public void ended(AssociationPort association, boolean inOrder, String why) {}
    }
}
