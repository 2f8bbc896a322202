package org.openx400.mta.rfc1006.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Octets;

/** A caller that sends anything: nothing is thrown, and in the end everything is released. */
class HostilePeerTest {
    private static final int ROUNDS = 20_000;
    private static final Octets CR = Octets.hex("0300000b 06 e0 0000 1234 00");

    @Test
    void endsInOrderWhenTheStreamIsCorrupted() {
        Random random = new Random(225);
        Octets stream = stream(wholeDialogue());
        int faults = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ServingSide server = serve(corrupted(stream, random), random);
            faults += server.faults().size();
        }
        assertThat(faults).as("faults found in the session layer").isGreaterThan(ROUNDS / 10);
    }

    @Test
    void endsInOrderWhenSpdusComeInAnyOrder() {
        Random random = new Random(8327);
        List<Octets> spdus = new ArrayList<>(SpduVectors.all().keySet());
        for (int round = 0; round < ROUNDS; round++) {
            List<Octets> tsdus = new ArrayList<>(wholeDialogue().subList(0, 1 + random.nextInt(6)));
            for (int i = 0; i < 8; i++) {
                tsdus.add(spdus.get(random.nextInt(spdus.size())));
            }
            serve(stream(tsdus), random);
        }
    }

    private static List<Octets> wholeDialogue() {
        return List.of(
                SpduEncoder.encode(SpduVectors.cn(3, TsduSizes.UNLIMITED, Octets.hex("aa"))),
                Octets.hex("0100 2d05 2903 020101"),
                Octets.hex("0100 0100 0102030405"),
                Octets.hex("0100 3103 2a0131"),
                Octets.hex("0100 0103 190101 0102030405"),
                Octets.hex("0100 0103 190102 0102030405"),
                Octets.hex("0100 2903 2a0132"),
                Octets.hex("0903 110101"));
    }

    private static Octets stream(List<Octets> tsdus) {
        List<Octets> parts = new ArrayList<>();
        parts.add(CR);
        for (Octets tsdu : tsdus) {
            int length = tsdu.length() + 7;
            parts.add(Octets.of(3, 0, length >> 8, length, 2, 0xf0, 0x80));
            parts.add(tsdu);
        }
        return Octets.concat(parts);
    }

    private static Octets corrupted(Octets stream, Random random) {
        byte[] octets = stream.toArray();
        for (int i = 0; i <= random.nextInt(3); i++) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        return Octets.wrap(octets);
    }

    private static ServingSide serve(Octets stream, Random random) {
        ServingSide server = new ServingSide();
        assertThatCode(() -> {
                    Octets left = stream;
                    while (!left.isEmpty()) {
                        int length = Math.min(left.length(), 1 + random.nextInt(60));
                        server.receive(left.slice(0, length));
                        left = left.from(length);
                    }
                    server.endOfStream();
                })
                .as(stream::toHex)
                .doesNotThrowAnyException();
        assertThat(server.runningTimers()).as(stream::toHex).isEmpty();
        return server;
    }
}
