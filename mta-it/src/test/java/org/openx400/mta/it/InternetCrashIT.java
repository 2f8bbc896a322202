package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.MtaProcess;

/**
 * The gateway between X.400 and Internet mail is killed at random instants while mail goes through it both ways. What it took
 * over arrives. What was under way at a kill may arrive twice in the Internet, since SMTP has no way to ask (RFC 5321 4.5.3.2).
 */
class InternetCrashIT {
    private static final int LONGEST_PAUSE_MILLIS = 500;
    private static final int ASSOCIATIONS = 4;
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void everythingTakenOverArrives() throws Exception {
        int kills = Integer.getInteger("mta.internet.kills", 5);
        int eachWay = Integer.getInteger("mta.internet.messages", 1000) / 2 / kills * kills;
        long seed = Long.getLong("mta.internet.seed", System.nanoTime());
        System.out.println("crash: internet, seed " + seed);
        Random random = new Random(seed);
        try (InternetBed bed = InternetBed.build(folder);
                MtaProcess site = bed.startSite()) {
            LoadMails loads = new LoadMails(bed.postfix, "load");
            Mailbox ann = Mailbox.of(folder.resolve("site"), "ann");
            MtaProcess gateway = bed.startGateway();
            try (LoadProcess load = LoadProcess.start(
                    bed.site,
                    bed.loadPeer(),
                    List.of(new LoadProcess.Source("gateway", ASSOCIATIONS, InternetBed.LOAD_DOMAIN)))) {
                int underWay = 0;
                for (int kill = 0; kill < kills; kill++) {
                    int batch = eachWay / kills;
                    int before = arrivals(bed, ann);
                    load.send(batch);
                    Process mails = bed.postfix.sendMany(1 + kill * batch, batch, InternetBed.ALICE, InternetBed.ANN);
                    await().atMost(SOON).until(() -> arrivals(bed, ann) > before);
                    CrashIT.pause(random.nextInt(LONGEST_PAUSE_MILLIS));
                    gateway.kill();
                    underWay += 2 * (kill + 1) * batch - arrivals(bed, ann);
                    gateway = bed.startGateway();
                    assertThat(mails.waitFor()).isZero();
                }
                assertThat(underWay).as("messages under way at the kills").isGreaterThan(kills);
                await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() ->
                                assertThat(new HashSet<>(ann.subjects())).isEqualTo(LoadMails.numbers(1, eachWay, "")));
                await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(new HashSet<>(loads.identifiers()))
                                .isEqualTo(LoadMails.numbers(0, eachWay, LoadMails.FIRST_SOURCE)));
                assertThat(load.state().acknowledged()).isEqualTo(eachWay);
                assertThat(load.state().received()).as("reports").isZero();
                assertThat(bed.postfix.arrived("alice")).as("bounces").isEmpty();
                System.out.println("crash: internet, seed " + seed + ", gateway killed " + kills + " times, " + eachWay
                        + " messages each way, " + underWay + " under way at the kills, 0 lost; "
                        + (ann.subjects().size() - eachWay) + " twice in X.400, "
                        + (loads.identifiers().size() - eachWay)
                        + " twice in the Internet");
            } finally {
                gateway.kill();
            }
        }
    }

    private static int arrivals(InternetBed bed, Mailbox ann) throws IOException {
        return ann.size() + bed.postfix.arrived("load").size();
    }
}
