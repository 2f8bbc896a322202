package org.openx400.mta.rfc1006.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.octets.Octets;

/**
 * What bad input gets, from TPKT to P1 in each mode: an honest dialogue is spoiled at each of its octets. It is answered by
 * the abort, reject or disconnect of the layer that finds it, and the event log has one event with layer, reason and offset.
 */
class BadInputTest {
    private static final Scheduler SCHEDULER = new Scheduler();
    private static final Map<Mode, Dialogue> SHORT = new EnumMap<>(Mode.class);
    private static final Map<Mode, Dialogue> LONG = new EnumMap<>(Mode.class);
    private static final int MORE_THAN_A_CHECKPOINT = 1100;

    private static final Set<EventId> OF_VIOLATIONS =
            Set.of(EventId.PROTOCOL_VIOLATED, EventId.ASN1_DECODE_ERROR, EventId.LIMIT_REACHED);

    @AfterAll
    static void close() {
        SCHEDULER.close();
    }

    private static Dialogue dialogue(Mode mode) {
        return SHORT.computeIfAbsent(mode, each -> Dialogue.record(each, 8, SCHEDULER));
    }

    private static Dialogue longDialogue(Mode mode) {
        return LONG.computeIfAbsent(mode, each -> Dialogue.record(each, MORE_THAN_A_CHECKPOINT, SCHEDULER));
    }

    private static CalledStack stack(Mode mode) {
        return new CalledStack(mode, SCHEDULER);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anHonestDialogueIsTakenWithoutAWarning(Mode mode) {
        for (Dialogue honest : List.of(dialogue(mode), longDialogue(mode))) {
            CalledStack stack = stack(mode);
            honest.play(stack, honest);
            stack.end();
            assertThat(stack.told(EventId.MESSAGE_ACCEPTED)).isTrue();
            assertThat(stack.told(EventId.ASSOCIATION_CLOSED)).isTrue();
            assertThat(stack.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aStreamThatEndsAtAnyOctetIsToldOnceWithItsPlace(Mode mode) {
        Dialogue honest = dialogue(mode);
        int start = 0;
        for (Octets tpkt : Dialogue.tpkts(honest.stream())) {
            for (int octets = start == 0 ? 1 : 0; octets < tpkt.length(); octets++) {
                CalledStack stack = stack(mode);
                honest.play(stack, start + octets);
                assertThat(stack.warnings()).as("%s before the end", octets).isEmpty();
                stack.end();
                String what = "cut after " + (start + octets);
                assertThat(layered(stack)).as(what).singleElement().satisfies(event -> {
                    assertThat(event.fields()).containsEntry("layer", "transport");
                    assertThat(why(event)).as(what).contains("the peer closed the connection");
                });
                assertThat(layered(stack).get(0).fields().get("offset"))
                        .as(what)
                        .isEqualTo(octets == 0 ? null : octets);
            }
            start += tpkt.length();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whoConnectsAndLeavesWithoutAWordIsNotWorthAWarning(Mode mode) {
        CalledStack stack = stack(mode);
        stack.end();
        assertThat(stack.warnings()).isEmpty();
    }

    /** Among them all length fields, one too long and one too short, and indefinite lengths. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void anOctetThatIsNotWhatItWasIsAnsweredByTheLayerThatFindsIt(Mode mode) {
        Dialogue honest = dialogue(mode);
        for (int place = 0; place < honest.length(); place++) {
            int octet = honest.stream().at(place);
            for (int other : new int[] {octet + 1, octet - 1, 0x80}) {
                CalledStack stack = stack(mode);
                honest.with(place, other & 0xff).play(stack, honest);
                String what = String.format("octet %d is %02x, was %02x", place, other & 0xff, octet);
                assertAnswered(stack, what);
                stack.end();
                assertThat(layered(stack)).as(what).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aPduThatEndsAtAnyOctetIsAnsweredByTheLayerThatFindsIt(Mode mode) {
        Dialogue honest = dialogue(mode);
        List<Octets> tpkts = Dialogue.tpkts(honest.stream());
        for (int i = 0; i < tpkts.size(); i++) {
            for (int length = Dialogue.TPKT_HEADER; length < tpkts.get(i).length(); length++) {
                CalledStack stack = stack(mode);
                honest.withShort(i, length).play(stack, honest);
                assertAnswered(stack, "TPKT " + i + " has " + length + " octets");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatOnlyTheCalledSideMaySendIsAViolationInEveryState(Mode mode) {
        Dialogue honest = longDialogue(mode);
        List<Octets> caller = Dialogue.tpkts(honest.stream());
        for (int state = 0; state < caller.size(); state++) {
            for (Octets answer : Dialogue.tpkts(Octets.concat(honest.called()))) {
                CalledStack stack = inState(mode, caller, state);
                stack.receive(answer);
                String what = "after " + state + " TPKTs comes " + answer.toHex();
                assertAnswered(stack, what);
                assertThat(layered(stack)).as(what).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatBelongsToAnotherStateIsAnsweredByTheLayerThatFindsIt(Mode mode) {
        List<Octets> caller = Dialogue.tpkts(longDialogue(mode).stream());
        for (int state = 0; state < caller.size(); state++) {
            for (int other = 0; other < caller.size(); other++) {
                CalledStack stack = inState(mode, caller, state);
                stack.receive(caller.get(other));
                assertAnswered(stack, "after " + state + " TPKTs comes that with number " + other);
            }
        }
    }

    private static CalledStack inState(Mode mode, List<Octets> caller, int tpkts) {
        CalledStack stack = stack(mode);
        caller.subList(0, tpkts).forEach(stack::receive);
        return stack;
    }

    /** At most one event that tells of a layer; if it is a violation, that layer has answered it. */
    private static void assertAnswered(CalledStack stack, String what) {
        assertThat(stack.told(EventId.UNEXPECTED_ERROR)).as(what).isFalse();
        List<Event> found = layered(stack);
        assertThat(found).as(what).hasSizeLessThanOrEqualTo(1);
        for (Event event : found) {
            assertThat(why(event)).as(what).isNotBlank();
            if (OF_VIOLATIONS.contains(event.id())) {
                assertThat((Integer) event.fields().get("offset"))
                        .as(what)
                        .isNotNull()
                        .isNotNegative();
                assertThat(answers(stack)).as(what + " " + event).contains((String)
                        event.fields().get("layer"));
            }
        }
    }

    private static List<Event> layered(CalledStack stack) {
        return stack.warnings().stream()
                .filter(event -> event.fields().containsKey("layer"))
                .toList();
    }

    private static String why(Event event) {
        return String.valueOf(event.fields().getOrDefault("why", event.fields().get("reason")));
    }

    /** The layers whose answer the last TPKT may be. */
    private static List<String> answers(CalledStack stack) {
        List<String> layers = new ArrayList<>();
        if (stack.closed) { // X.224 6.22: class 0 answers by it when it is open; what follows a lost TPKT header is not
            // read
            layers.addAll(List.of("transport", "session", "presentation"));
        }
        if (stack.sent.isEmpty()) {
            return layers;
        }
        List<Octets> tpkts = Dialogue.tpkts(stack.sent.get(stack.sent.size() - 1));
        String last = tpkts.get(tpkts.size() - 1).from(DATA_HEADER).toHex();
        if (last.matches("19031101..")) {
            layers.add("session");
        } else if (last.startsWith("19") && last.matches(".*3003800[01]0.")) {
            layers.add("presentation");
        } else if (last.startsWith("19") && last.endsWith("6403800101")) {
            layers.add("acse");
        } else if (last.startsWith("19") && last.matches(".*(b6|31)03800104")) {
            layers.addAll(List.of("rtse", "mts"));
        } else if (last.startsWith("0c")) {
            layers.addAll(List.of("session", "presentation", "acse", "rtse"));
        } else if (last.endsWith("3003320106")) {
            layers.add("p1");
        }
        return layers;
    }

    /** TPKT and DT. */
    private static final int DATA_HEADER = 7;
}
