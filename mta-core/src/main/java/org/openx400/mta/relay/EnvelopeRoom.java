package org.openx400.mta.relay;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for the large envelopes that are coming in, of all peers together; small ones need none of it. Who finds no room is to
 * try again: an envelope that is as large as it may be has all of it alone. For any thread.
 */
final class EnvelopeRoom {
    /** Octets of an envelope that needs no room: of some thousand recipients. */
    static final int SMALL = 256 * 1024;

    /** Octets of memory for one of an envelope, which is gathered, decoded and kept. */
    static final int FOR_EACH = 8;

    private final long room;
    private final AtomicLong taken = new AtomicLong();

    /** @param room octets of memory */
    EnvelopeRoom(long room) {
        this.room = room;
    }

    /** For one envelope, none of which has come. */
    Place place() {
        return new Place();
    }

    /** What one envelope takes of the room. */
    final class Place {
        private long has;

        /**
         * The envelope has as many octets now.
         *
         * @return false if there is no room for them
         */
        synchronized boolean holds(int octets) {
            long more = octets <= SMALL ? 0 : Math.min(room, (long) FOR_EACH * octets) - has;
            if (more <= 0) {
                return true;
            }
            if (taken.addAndGet(more) > room) {
                taken.addAndGet(-more);
                return false;
            }
            has += more;
            return true;
        }

        /** The envelope is not in memory any more. */
        synchronized void leave() {
            taken.addAndGet(-has);
            has = 0;
        }
    }
}
