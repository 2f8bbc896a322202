package org.openx400.mta.smtp.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.octets.Limit;

class PeerCountsTest {
    private static final InetAddress A = CidrBlock.parseAddress("192.0.2.1");
    private static final InetAddress B = CidrBlock.parseAddress("192.0.2.2");

    private final AtomicLong now = new AtomicLong();
    private final PeerCounts counts = new PeerCounts(new PeerLimits(3, 2, 5, 2), now::get);

    @Test
    void countsConnectionsOfOnePeerAndOfAll() {
        assertThat(counts.enter(A)).isEmpty();
        assertThat(counts.enter(A)).isEmpty();
        assertThat(counts.enter(A)).contains(Limit.of("perPeer", 2));
        assertThat(counts.enter(B)).isEmpty();
        assertThat(counts.enter(B)).contains(Limit.of("connections", 3));
        counts.leave(A);
        assertThat(counts.enter(B)).isEmpty();
    }

    @Test
    void triesNoMorePasswordsInAMinuteInWhichTooManyWereWrong() {
        for (int i = 0; i < 2; i++) {
            assertThat(counts.authenticate(A)).isEmpty();
            counts.authenticationFailed(A);
        }
        assertThat(counts.authenticate(A)).contains(Limit.of("authFailures", 2));
        assertThat(counts.authenticate(B)).isEmpty();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(counts.authenticate(A)).isEmpty();
    }

    @Test
    void countsTheMailsOfAMinute() {
        for (int i = 0; i < 5; i++) {
            assertThat(counts.begin(A)).isEmpty();
        }
        assertThat(counts.begin(A)).contains(Limit.of("ratePerMinute", 5));
        assertThat(counts.begin(B)).isEmpty();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(counts.begin(A)).isEmpty();
    }

    @Test
    void takesAWholeIpv6NetworkForOnePeer() {
        assertThat(counts.enter(CidrBlock.parseAddress("2001:db8::1"))).isEmpty();
        assertThat(counts.enter(CidrBlock.parseAddress("2001:db8::2"))).isEmpty();
        assertThat(counts.enter(CidrBlock.parseAddress("2001:db8::3"))).contains(Limit.of("perPeer", 2));
        assertThat(counts.enter(CidrBlock.parseAddress("2001:db8:0:1::1"))).isEmpty();
    }

    @Test
    void forgetsPeersThatHaveGone() {
        for (int i = 0; i < 250; i++) {
            InetAddress each = CidrBlock.parseAddress("198.51.100." + i);
            counts.enter(each);
            counts.leave(each);
        }
        assertThat(counts.known()).isEqualTo(250);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        counts.enter(A);
        assertThat(counts.known()).isEqualTo(1);
    }
}
