package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openx400.mta.queue.MessageQueueContract.accept;
import static org.openx400.mta.queue.MessageQueueContract.done;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedContentException;
import org.openx400.mta.queue.DamagedMessageException;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.PartialTransferContract;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.QueueFault.Kind;
import org.openx400.mta.queue.QueueRepair;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.StoreInUseException;
import org.openx400.mta.queue.TakenTransfer;

/** What a check of a stored queue finds, and what its repairs change, on each database. */
interface StoreCheckContract {
    Octets LARGE = random(1, 600_000);
    Octets SMALL = random(2, 100);

    QueueSettings settings();

    /** Changes the tables behind the queue's back. */
    void sql(String statement) throws Exception;

    /** Makes the large content of a message shorter, from this octet on. */
    void cut(String content, int octet) throws Exception;

    /** Changes one bit of this octet of a large content. */
    void flip(String content, int octet) throws Exception;

    /** How the database wants octets to be written in a statement. */
    String literal(Octets octets);

    /** All rows of the tables and all contents, to be compared. */
    List<String> everything() throws Exception;

    static List<QueueFault> faults(QueueSettings settings) throws Exception {
        List<QueueFault> faults = new ArrayList<>();
        try (StoreCheck check = StoreCheck.open(settings, false)) {
            check.check((message, recipients) -> {}, faults::add);
        }
        return faults;
    }

    static void assertSound(QueueSettings settings) throws Exception {
        assertThat(faults(settings)).isEmpty();
    }

    @Test
    default void countsASoundQueueAndChangesNothing() throws Exception {
        fill();
        List<String> before = everything();
        try (StoreCheck check = StoreCheck.open(settings(), false)) {
            assertThat(check.isAlone()).isTrue();
            List<QueueFault> faults = new ArrayList<>();
            StoreCheck.Counts counts = check.check((message, recipients) -> {}, faults::add);
            assertThat(faults).isEmpty();
            assertThat(counts).isEqualTo(new StoreCheck.Counts(3, 4, 600_000 + 100, 1, 0, 0));
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    default void namesEachFaultByEntryContentAndOctet() throws Exception {
        fill();
        sql("UPDATE entry SET recipients = 'x' WHERE id = 4");
        sql("UPDATE entry SET rank = 7 WHERE id = 3");
        cut(large(), 300_000);
        assertThat(faults(settings()).stream().map(QueueFault::toString))
                .containsExactlyInAnyOrder(
                        "damaged: entry 4, message 3: its row cannot be read: For input string: \"x\"",
                        "entry-differs: entry 3, message 2: it has another priority or expiry than its message",
                        "damaged: entries 1, 2, message 1, content " + large() + ": octet " + soundOctets()
                                + " of the content: " + shortText());
    }

    /** Octets that are there before the ones that {@link #cut} at 300,000 took away. */
    int soundOctets();

    /** What is said of a content that was cut at 300,000. */
    String shortText();

    @Test
    default void namesTheBlockOfAnOctetThatWasChanged() throws Exception {
        fill();
        flip(large(), 200_000);
        sql("UPDATE message SET content = " + literal(changed(SMALL)) + " WHERE id = 2");
        sql("UPDATE message SET envelope = " + literal(changed(Octets.utf8("envelope of none"))) + " WHERE id = 3");
        assertThat(faults(settings()).stream().map(QueueFault::toString))
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .matches("damaged: entries 1, 2, message 1, content " + large()
                                        + ": octet 196608 of the content: the 65536 octets from there on have the"
                                        + " checksum [0-9a-f]+, not the [0-9a-f]+ with which they were written"),
                        fault -> assertThat(fault)
                                .startsWith("damaged: entry 3, message 2: octet 0 of the content: the 100 octets"),
                        fault -> assertThat(fault)
                                .isEqualTo("damaged: entry 4, message 3: the envelope: its 16 octets have not the"
                                        + " checksum with which they were written"));
    }

    @Test
    default void noOctetOfABlockThatWasChangedIsHandedOn() throws Exception {
        fill();
        flip(large(), 200_000);
        sql("UPDATE message SET envelope = " + literal(changed(Octets.utf8("envelope of none"))) + " WHERE id = 3");
        try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
            for (int piece : new int[] {7_777, 65_536, 196_608}) {
                try (ContentReader content = queue.content(1)) {
                    int read = 0;
                    while (read + piece <= 196_608) {
                        assertThat(content.next(piece)).isEqualTo(LARGE.slice(read, read + piece));
                        read += piece;
                    }
                    assertThatThrownBy(() -> content.next(196_608))
                            .isInstanceOf(DamagedContentException.class)
                            .hasMessageStartingWith("octet 196608 ");
                }
            }
            for (int behind : new int[] {262_144, 262_145, 599_999, 600_000}) {
                try (ContentReader content = queue.content(1)) {
                    assertThat(content.next(1)).isEqualTo(LARGE.slice(0, 1));
                    content.skip(behind - 1);
                    assertThat(content.next(600_000)).isEqualTo(LARGE.from(behind));
                }
            }
            try (ContentReader content = queue.content(1)) {
                assertThatThrownBy(() -> content.skip(200_001)).isInstanceOf(DamagedContentException.class);
            }
            assertThatThrownBy(() -> queue.message(3)).isInstanceOf(DamagedMessageException.class);
        }
    }

    @Test
    default void whatEarlierVersionsWroteIsNotCheckedForItsOctets() throws Exception {
        fill();
        flip(large(), 200_000);
        sql("UPDATE message SET content_crc = NULL, envelope_crc = NULL, envelope = " + literal(SMALL));
        assertSound(settings());
    }

    @Test
    default void checksumsThatAreNoneAreDamage() throws Exception {
        fill();
        sql("UPDATE message SET content_crc = " + literal(Octets.of(1, 2, 3)) + " WHERE id = 1");
        assertThat(faults(settings()))
                .singleElement()
                .asString()
                .endsWith("octet 0 of the content: its checksums have 3 octets, not the 40 that were written");
    }

    @Test
    default void aTransferOfWhichAnOctetWasChangedDoesNotGoOnUnnoticed() throws Exception {
        for (int octet : new int[] {200_000, 599_999}) {
            try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
                Spool partial = spooled(queue, LARGE, 8192);
                done(partial.secure(PartialTransferContract.transfer(PartialTransferContract.KEY, 600_000, NOW)));
                partial.leave();
            }
            flip(large(), octet);
            try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
                Optional<PartialTransfer.TakenUp> there = done(queue.takeUp(PartialTransferContract.KEY, NOW));
                if (octet == 200_000) {
                    Spool content = there.orElseThrow().content();
                    try (ContentReader reader = content.reader()) {
                        assertThat(reader.next(196_608)).isEqualTo(LARGE.slice(0, 196_608));
                        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(DamagedContentException.class);
                    }
                    content.discard();
                } else {
                    assertThat(there).isEmpty();
                }
            }
            assertThat(everything()).noneMatch(line -> line.startsWith("content "));
        }
    }

    private static Octets changed(Octets octets) {
        byte[] other = octets.toArray();
        other[other.length / 2] ^= 1;
        return Octets.wrap(other);
    }

    @Test
    default void namesEnvelopesThatFailTheTest() throws Exception {
        fill();
        List<String> faults = new ArrayList<>();
        try (StoreCheck check = StoreCheck.open(settings(), false)) {
            check.check(
                    (message, recipients) -> {
                        if (message.id() == 2) {
                            throw new DecodeException("content-type", 17, "recipients " + recipients);
                        }
                    },
                    fault -> faults.add(fault.toString()));
        }
        assertThat(faults)
                .containsExactly("damaged: entry 3, message 2: the envelope: content-type at octet 17: recipients [0]");
    }

    @Test
    default void namesWhatLeadsNowhere() throws Exception {
        fill();
        sql("DELETE FROM message WHERE id = 1");
        sql("DELETE FROM entry WHERE id = 3");
        List<QueueFault> faults = faults(settings());
        assertThat(faults)
                .extracting(QueueFault::kind)
                .containsExactlyInAnyOrder(
                        Kind.ENTRY_WITHOUT_MESSAGE,
                        Kind.ENTRY_WITHOUT_MESSAGE,
                        Kind.MESSAGE_WITHOUT_ENTRY,
                        Kind.CONTENT_WITHOUT_MESSAGE);
        repair(QueueRepair.DELETE_LOST_ENTRIES, QueueRepair.DELETE_LOST_MESSAGES, QueueRepair.REMOVE_LEFT_OVERS);
        assertSound(settings());
        try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
            assertThat(queue.list(0, 10)).extracting(QueueEntry::id).containsExactly(4L);
        }
    }

    @Test
    default void namesRecipientsThatTwoEntriesLeadTo() throws Exception {
        fill();
        sql("UPDATE entry SET recipients = '0' WHERE id = 2");
        assertThat(faults(settings()))
                .singleElement()
                .hasToString("recipient-twice: entries 1, 2, message 1: more than one of them leads to recipient 0");
    }

    @Test
    default void repairsOnlyWhatItIsAskedTo() throws Exception {
        fill();
        sql("UPDATE entry SET rank = 7 WHERE id = 3");
        cut(large(), 300_000);
        repair(QueueRepair.HOLD_DAMAGED);
        assertThat(faults(settings())).extracting(QueueFault::kind).contains(Kind.DAMAGED, Kind.ENTRY_DIFFERS);
        assertThat(faults(settings())).anyMatch(fault -> fault.why().endsWith("(held)"));
        repair(QueueRepair.REALIGN_ENTRIES, QueueRepair.DELETE_DAMAGED);
        assertSound(settings());
        try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
            assertThat(queue.list(0, 10)).extracting(QueueEntry::id).containsExactly(3L, 4L);
            assertThat(queue.due("b", org.openx400.mta.envelope.Priority.NORMAL, NOW, 0, 10))
                    .hasSize(1);
        }
        assertThat(everything()).noneMatch(line -> line.contains("content"));
    }

    @Test
    default void readsAQueueThatIsInUseButDoesNotRepairIt() throws Exception {
        fill();
        try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
            Spool comingIn = spooled(queue, random(9, 300_000), 8192);
            done(comingIn.sync());
            Spool partial = spooled(queue, random(10, 300_000), 8192);
            done(partial.secure(PartialTransferContract.transfer(PartialTransferContract.KEY, 300_000, NOW)));
            try (StoreCheck check = StoreCheck.open(settings(), true)) {
                List<QueueFault> faults = new ArrayList<>();
                StoreCheck.Counts counts = check.check((message, recipients) -> {}, faults::add);
                assertThat(faults).isEmpty();
                assertThat(check.isAlone()).isFalse();
                assertThat(counts.unclaimed()).isEqualTo(1);
                assertThat(counts.partial()).isEqualTo(1);
                assertThatThrownBy(check::repairs).isInstanceOf(StoreInUseException.class);
            }
            accept(queue, message("late", comingIn, to("x")));
            partial.leave();
        }
        assertSound(settings());
    }

    @Test
    default void refusesASchemaThatIsNotOfThisProgram() throws Exception {
        fill();
        sql("UPDATE schema_history SET version = '99' WHERE version = (SELECT MAX(version) FROM schema_history)");
        assertThatThrownBy(() -> faults(settings())).hasMessageContaining("version 99, which is newer");
        sql("DELETE FROM schema_history WHERE version = '99'");
        assertThatThrownBy(() -> faults(settings())).hasMessageContaining("older than this program");
    }

    private void repair(QueueRepair... repairs) throws Exception {
        try (StoreCheck check = StoreCheck.open(settings(), true);
                StoreRepairs changes = check.repairs()) {
            List<QueueFault> faults = new ArrayList<>();
            check.check((message, recipients) -> {}, faults::add);
            for (QueueFault fault : faults) {
                for (QueueRepair repair : repairs) {
                    if (fault.kind().repairs().contains(repair)) {
                        changes.repair(fault, repair);
                    }
                }
            }
        }
    }

    /** Entries 1 and 2 of message 1 with a large content, 3 of 2 with a small one, 4 of 3 without. */
    private void fill() throws Exception {
        try (MessageQueue queue = JdbcMessageQueue.open(settings())) {
            NewEntry second = new NewEntry("b", List.of(1), NOW, null, List.of());
            accept(queue, message("large", spooled(queue, LARGE, 8192), to("a"), second));
            accept(queue, message("small", spooled(queue, SMALL, 8192), to("b")));
            accept(queue, message("none", null, to("c")));
            done(queue.acceptOnce(new TakenTransfer(Octets.utf8("key"), NOW), List.of()));
        }
    }

    /** Name of the large content. */
    private String large() throws Exception {
        return everything().stream()
                .filter(line -> line.startsWith("content "))
                .map(line -> line.split(" ", -1)[1])
                .findFirst()
                .orElseThrow();
    }
}
