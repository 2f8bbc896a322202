package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Octets;

class GatheredPiecesTest {
    private static final int BUFFER = 65_536;

    private final GatheredPieces gathered = new GatheredPieces();

    @Test
    void areTheOctetsThatCameInTheirOrder() {
        Random random = new Random(4);
        List<Octets> came = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] octets = new byte[random.nextInt(random.nextBoolean() ? 20 : 2000)];
            random.nextBytes(octets);
            came.add(Octets.wrap(octets));
            gathered.add(came.get(i));
            if (i % 100 == 50) {
                assertThat(Octets.concat(gathered.pieces())).isEqualTo(Octets.concat(came));
            }
        }

        assertThat(Octets.concat(gathered.pieces())).isEqualTo(Octets.concat(came));
        assertThat(gathered.length()).isEqualTo(Octets.concat(came).length());
        gathered.clear();
        assertThat(gathered.pieces()).isEmpty();
        assertThat(gathered.length()).isZero();
    }

    @Test
    void singleOctetsAreNotKeptOneByOne() {
        Octets buffer = Octets.wrap(new byte[BUFFER]);
        for (int at = 0; at < buffer.length(); at++) {
            gathered.add(buffer.slice(at, at + 1));
        }

        assertThat(gathered.pieces()).hasSize(16);
    }

    @Test
    void aPieceDoesNotKeepTheBufferThatItIsCutFrom() {
        for (int i = 0; i < 64; i++) {
            gathered.add(Octets.wrap(new byte[BUFFER]).slice(100, 1100));
        }

        assertThat(gathered.pieces())
                .hasSize(64)
                .allSatisfy(piece -> assertThat(piece.isCompact()).isTrue());
    }

    @Test
    void aPieceThatIsMostOfItsBufferIsNotCopied() {
        Octets piece = Octets.wrap(new byte[BUFFER]).slice(0, BUFFER / 2);

        gathered.add(piece);

        assertThat(gathered.pieces().get(0)).isSameAs(piece);
    }
}
