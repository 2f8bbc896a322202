package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openx400.mta.testkit.ArrivedMail;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.Tshark;

/** Who takes the mail for each domain of {@link InternetNames}, as the gateway finds it out. */
final class Exchangers {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MX = "15";

    private final InternetBed bed;
    private final MtaProcess site;
    private final MtaProcess gateway;
    private final Mailbox ann;
    private Instant changed = Instant.MAX;

    Exchangers(InternetBed bed, MtaProcess site, MtaProcess gateway, Mailbox ann) {
        this.bed = bed;
        this.site = site;
        this.gateway = gateway;
        this.ann = ann;
    }

    /** Another host takes the mail for a domain, just after the gateway has asked; {@link #keepsTheOldOne} and {@link #areFound} follow. */
    void changesAnExchanger() throws IOException {
        send("first@changing.test");
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsEntry("first@changing.test", "mx1.test"));
        bed.names.change();
        changed = Instant.now();
    }

    /** The name servers are not asked again yet for a connection that is opened now. */
    void keepsTheOldOne() throws IOException {
        Events events = Events.of(bed.folder.resolve("gateway"));
        await().atMost(SOON).until(() -> !events.named("MAIL_CONNECTION_CLOSED").isEmpty());
        send("second@changing.test");
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsEntry("second@changing.test", "mx1.test"));
    }

    /** Gives what was seen. */
    String areFound() throws IOException {
        bed.names.awaitWins();
        List<String> works = Stream.concat(
                        Stream.of("preferred.test", "deaf.test", "aliased.test", "without.test"),
                        Stream.concat(
                                Stream.of(InternetNames.WINS_NAME, InternetNames.LMHOSTS_NAME),
                                InternetNames.EQUAL.stream()))
                .map(domain -> "user@" + domain)
                .toList();
        List<String> recipients = new ArrayList<>(works);
        recipients.addAll(List.of("user@null.test", "user@nowhere.test", "user@nowhere", "user@failing.test"));
        send(recipients.toArray(String[]::new));
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsKeys(works.toArray(String[]::new)));
        Map<String, String> exchangers = taken();
        assertThat(exchangers)
                .containsEntry("user@preferred.test", "mx1.test")
                .containsEntry("user@deaf.test", "mx2.test")
                .containsEntry("user@aliased.test", "mx2.test")
                .containsEntry("user@without.test", "mx2.test")
                .containsEntry("user@" + InternetNames.WINS_NAME, InternetNames.WINS_NAME)
                .containsEntry("user@" + InternetNames.LMHOSTS_NAME, "mx2.test")
                .doesNotContainKeys("user@null.test", "user@nowhere.test", "user@nowhere", "user@failing.test");
        assertThat(InternetNames.EQUAL.stream().map(domain -> exchangers.get("user@" + domain)))
                .contains("mx1.test", "mx2.test");
        whoCannotBeReachedIsReported();
        whoMayBeThereLaterIsWaitedFor();
        theOtherExchangerIsFollowed();
        return (works.size() + 2) + " domains by preference, equal preference, a second exchanger, an alias,"
                + " no exchanger, WINS, LMHOSTS, after SERVFAIL and after a change, 3 without a server reported";
    }

    private void whoCannotBeReachedIsReported() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(ann.outcome("user(a)null.test")).hasValueSatisfying(outcome -> {
                assertThat(outcome.delivered()).isFalse();
                assertThat(outcome.why()).contains("5.1.10");
            });
            assertThat(ann.outcome("user(a)nowhere.test")).hasValueSatisfying(outcome -> {
                assertThat(outcome.delivered()).isFalse();
                assertThat(outcome.why()).contains("5.1.2", "dns: there is no such name (NXDOMAIN)");
            });
            assertThat(ann.outcomes()).anySatisfy(outcome -> {
                assertThat(outcome.recipient()).endsWith("user(a)nowhere");
                assertThat(outcome.delivered()).isFalse();
                assertThat(outcome.why()).contains("(NXDOMAIN)", "wins: ", "lmhosts: ");
            });
        });
    }

    private void whoMayBeThereLaterIsWaitedFor() throws IOException {
        assertThat(ann.outcome("user(a)failing.test")).isEmpty();
        assertThat(gateway.run("queue", "list").output())
                .contains("failing.test")
                .contains("SERVFAIL");
        bed.names.repair();
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsEntry("user@failing.test", "mx1.test"));
        assertThat(ann.outcome("user(a)failing.test")).isEmpty();
    }

    private void theOtherExchangerIsFollowed() throws IOException {
        await().atMost(SOON).until(() -> Instant.now().isAfter(changed.plusSeconds(InternetNames.CHANGING_TTL)));
        send("third@changing.test");
        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsEntry("third@changing.test", "mx2.test"));
    }

    /** Who took the mail for each recipient. */
    private Map<String, String> taken() throws IOException {
        Map<String, String> exchangers = new HashMap<>();
        for (Path file : bed.postfix.arrived(InternetBed.EXCHANGED)) {
            ArrivedMail mail = ArrivedMail.read(file);
            String recipient = mail.field("Delivered-To").orElseThrow();
            String exchanger = mail.field("Received").orElseThrow().replaceAll("(?s).*\\sby (\\S+).*", "$1");
            assertThat(exchangers.put(recipient, exchanger))
                    .as("earlier mail to " + recipient)
                    .isNull();
        }
        return exchangers;
    }

    private void send(String... recipients) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-s", "Exchange", "-m", "Hello"));
        for (String recipient : recipients) {
            arguments.addAll(List.of("--to", InternetBed.behindGateway(recipient)));
        }
        InternetBed.send(site, arguments.toArray(String[]::new));
    }

    /** The wire says that an exchanger was remembered for its time to live and no longer, and that WINS was asked last. */
    static String questions(Path recorded) {
        List<Double> asked = Tshark.fields(
                        recorded,
                        InternetBed.X400,
                        "dns.flags.response==0 && ip.src==" + InternetBed.GROUP
                                + " && dns.qry.name==\"changing.test\" && dns.qry.type==" + MX,
                        "frame.time_epoch")
                .stream()
                .map(row -> Double.valueOf(row.get(0)))
                .toList();
        assertThat(asked).as("questions for the exchanger of changing.test").hasSize(2);
        double between = asked.get(1) - asked.get(0);
        assertThat(between).isGreaterThanOrEqualTo(InternetNames.CHANGING_TTL);
        String name = InternetNames.WINS_NAME;
        double dns = first(recorded, "dns.qry.name==\"" + name + "\"");
        double wins = first(recorded, "nbns.name contains \"" + name.toUpperCase(Locale.ROOT) + "\"");
        assertThat(wins).as("when WINS was asked").isGreaterThan(dns);
        return "an exchanger with a time to live of " + InternetNames.CHANGING_TTL + " s asked for again after "
                + Math.round(between) + " s";
    }

    private static double first(Path recorded, String question) {
        List<List<String>> asked = Tshark.fields(
                recorded, InternetBed.X400, "ip.src==" + InternetBed.GROUP + " && " + question, "frame.time_epoch");
        assertThat(asked).as(question).isNotEmpty();
        return Double.parseDouble(asked.get(0).get(0));
    }
}
