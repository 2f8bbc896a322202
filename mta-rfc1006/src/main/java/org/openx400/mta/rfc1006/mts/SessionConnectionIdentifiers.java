package org.openx400.mta.rfc1006.mts;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * Makes the session connection identifiers of an initiator, X.228 7.1.1: our MTA name as user reference, the time as
 * common reference. No two are alike: the time runs ahead by a second where one second has several. For any thread.
 */
public final class SessionConnectionIdentifiers {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final AtomicLong lastSecond = new AtomicLong();

    public SessionConnectionIdentifiers(Clock clock) {
        this.clock = clock;
    }

    /** The user reference is an OCTET STRING in normal mode, a T61String in X.410 mode. */
    public SessionConnectionIdentifier next(String mtaName, Mode mode) {
        long now = clock.instant().getEpochSecond();
        long second = lastSecond.updateAndGet(last -> Math.max(last + 1, now));
        Tag tag = mode.isNormal() ? Tag.OCTET_STRING : Tag.TELETEX_STRING;
        return new SessionConnectionIdentifier(
                Ber.primitive(tag, Octets.latin1(mtaName)),
                Ber.primitive(Tag.UTC_TIME, Octets.latin1(UTC_TIME.format(Instant.ofEpochSecond(second)))),
                Octets.NONE);
    }
}
