package org.openx400.mta.rfc1006.host;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.mts.MtaAssociation;
import org.openx400.mta.rfc1006.rtse.ResumePoint;
import org.openx400.mta.rfc1006.session.SessionReason;

/** The APDU that is being transferred to the peer, if any. */
final class Sending {
    private @Nullable ApduSource source;
    private int wanted;
    private @Nullable String fault;
    private boolean resumed;

    boolean underWay() {
        return source != null;
    }

    void begin(ApduSource apdu) {
        source = apdu;
        wanted = 0;
        fault = null;
        resumed = false;
    }

    /** Where this transfer goes on, if an earlier association left it unfinished; the octets before that are not read. */
    @Nullable
    ResumePoint resume(Recovery recovery, Connector to, MtaAssociation machine) throws IOException {
        ApduSource apdu = source();
        ResumePoint point = recovery.take(to, apdu);
        if (point == null || !machine.mayResume(apdu.length(), point)) {
            return null;
        }
        apdu.position(point.octets());
        resumed = true;
        return point;
    }

    /**
     * The peer has refused the APDU, X.225 reason: whether it has only refused to resume it. Then it is read from its
     * start again.
     */
    boolean repeats(int reason) throws IOException {
        if (!resumed || reason < 0 || reason == SessionReason.RECEIVING_ABILITY_JEOPARDIZED) {
            return false;
        }
        resumed = false;
        wanted = 0;
        source().position(0);
        return true;
    }

    long length() {
        return source().length();
    }

    /** The association is gone: where the transfer goes on is remembered. */
    void lost(Recovery recovery, Connector to, @Nullable ResumePoint point) {
        if (point != null && underWay()) {
            recovery.keep(to, source().identity(), point);
        }
        end();
    }

    private ApduSource source() {
        return Objects.requireNonNull(source, "nothing is under way");
    }

    /** The machine asks for so many octets. */
    void want(int maximum) {
        wanted = maximum;
    }

    boolean wanting() {
        return source != null && wanted > 0;
    }

    /** What was asked for last. May block. */
    Octets next() throws IOException {
        ApduSource apdu = source();
        int maximum = wanted;
        wanted = 0;
        return apdu.next(maximum);
    }

    /** The source cannot be read: why we give the transfer up. */
    void fail(String why) {
        fault = why;
    }

    /** The APDU is no longer under way. Returns our own reason if we gave it up. */
    @Nullable
    String end() {
        ApduSource apdu = source;
        source = null;
        wanted = 0;
        if (apdu != null) {
            apdu.close();
        }
        return fault;
    }
}
