package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Octets;

/** Two whole stacks against each other: bind, transfer, turn, release. */
class AssociationTest {
    @ParameterizedTest
    @EnumSource(Mode.class)
    void bindsWithNamesPasswordsSelectorsAndTheSmallerValues(Mode mode) {
        Pair pair = new Pair(Pair.parameters(mode, false, 30, 5), Pair.acceptance(10, 7), null).bind();
        BindIndication bind = pair.responder.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.mode()).isEqualTo(mode);
        assertThat(bind.mtaName()).isEqualTo("mta1");
        assertThat(bind.password()).isEqualTo(Octets.latin1("secret"));
        assertThat(bind.called().t()).isEqualTo(Octets.latin1("X400"));
        assertThat(bind.calling().t()).isEqualTo(Octets.latin1("MTA1"));
        assertThat(bind.called().s()).isEqualTo(Octets.latin1(mode.isNormal() ? "S2" : ""));
        assertThat(bind.called().p()).isEqualTo(Octets.latin1(mode.isNormal() ? "P2" : ""));
        assertThat(bind.calling().p()).isEqualTo(Octets.latin1(mode.isNormal() ? "P1" : ""));
        assertThat(bind.checkpointSize()).isEqualTo(30);
        assertThat(bind.windowSize()).isEqualTo(5);
        assertThat(bind.recovers()).isNull();
        BindResult result = pair.initiator.only(AssociationEffect.Bound.class).result();
        assertThat(result).isEqualTo(new BindResult("mta2", Octets.latin1("secret2"), 10, 5));
        assertThat(pair.initiator.machine.mayTransfer()).isTrue();
        assertThat(pair.responder.machine.mayTransfer()).isFalse();
        assertThat(pair.initiator.timers).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void transfersAndReleases(Mode mode) {
        Pair pair = Pair.bound(mode);
        for (int length : new int[] {1, 100, 2047, 2048, 2049, 20_000}) {
            Octets apdu = Pair.apdu(length);
            pair.initiator.send(apdu);
            pair.exchange();
            assertThat(pair.responder.received).last().isEqualTo(apdu);
        }
        assertThat(pair.initiator.told(AssociationEffect.TransferConfirmed.class))
                .hasSize(6);
        pair.initiator.run(pair.initiator.machine.close());
        pair.exchange();
        pair.initiator.only(AssociationEffect.Closed.class);
        pair.responder.only(AssociationEffect.Closed.class);
        assertThat(pair.initiator.tcpClosed).isTrue();
        assertThat(pair.initiator.told(AssociationEffect.Aborted.class)).isEmpty();
        assertThat(pair.responder.told(AssociationEffect.Aborted.class)).isEmpty();
    }

    @Test
    void doesNotCareHowTcpSlices() {
        for (int seed = 0; seed < 50; seed++) {
            Mode mode = Mode.values()[seed % 3];
            Random random = new Random(seed);
            Pair pair = new Pair(
                    Pair.parameters(mode, false, 1 + random.nextInt(3), 1 + random.nextInt(3)),
                    Pair.acceptance(1 + random.nextInt(3), 1 + random.nextInt(3)),
                    random);
            pair.bind();
            Octets apdu = Pair.apdu(1 + random.nextInt(20_000));
            pair.initiator.send(apdu);
            pair.exchange();
            assertThat(pair.responder.received).as("seed %d", seed).containsExactly(apdu);
            pair.initiator.only(AssociationEffect.TransferConfirmed.class);
        }
    }
}
