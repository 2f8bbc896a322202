package org.openx400.mta.relay;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.MTSIdentifier;

/**
 * Gives MTS identifiers of our domain. The local identifier is the time to the second, five characters drawn when the
 * process starts, and a count: up to 32 characters, and never the same again after a restart or on another node.
 */
public final class MtsIdentifiers {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT);
    private static final int PROCESS_VALUES = 36 * 36 * 36 * 36 * 36;

    private final GlobalDomainIdentifier domain;
    private final Clock clock;
    private final String process;
    private final AtomicLong count = new AtomicLong();

    public MtsIdentifiers(GlobalDomainIdentifier domain, Clock clock, RandomGenerator random) {
        this.domain = domain;
        this.clock = clock;
        String drawn = Integer.toString(random.nextInt(PROCESS_VALUES), 36);
        this.process = "0".repeat(5 - drawn.length()) + drawn;
    }

    public MTSIdentifier next() {
        String time = TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        String number = Long.toString(count.incrementAndGet(), 36);
        return new MTSIdentifier(domain, time + "." + process + "." + number);
    }
}
