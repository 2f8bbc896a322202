package org.openx400.mta.relay;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.octets.Octets;

/** Where what peers transfer comes in. */
public interface Intake {
    /** Begins one APDU. */
    IncomingTransfer begin(AssociationPort from);

    /**
     * Goes on with an APDU that an earlier run has secured; none if nothing is kept of it. May wait for the disk.
     *
     * @param connection session connection identifier of the association on which the activity began
     * @param activity identifier of the activity on it
     */
    Optional<Resumed> resume(AssociationPort from, Octets connection, Octets activity);

    /** @param state that of the {@link Progress} up to which the transfer goes on */
    record Resumed(IncomingTransfer transfer, Octets state) {}

    /**
     * How far reliable transfer has come at a checkpoint, and what names it beyond this run.
     *
     * @param connection session connection identifier of the association on which the activity began
     * @param activity identifier of the activity on it
     * @param serial of the checkpoint
     * @param checkpointSize agreed, in units of 1024 octets
     * @param windowSize agreed
     * @param state what it must know to go on, opaque here; empty if it could not
     */
    record Progress(Octets connection, Octets activity, int serial, int checkpointSize, int windowSize, Octets state) {}

    /**
     * An association that a peer has opened is bound. Two-way alternate: the user is told of turns and may transfer.
     */
    AssociationPort.User accepted(AssociationPort association);

    /** One APDU on its way in. Calls come one at a time and must not block for long; completions come on any thread. */
    interface IncomingTransfer {
        void octets(Octets piece);

        /** How many of its octets are in memory. */
        long inMemory();

        /**
         * Completes when all octets so far are on stable storage, so that {@link #resume} finds them after a restart; at
         * once when they are too few for that, or when this APDU is of a kind that is not resumed.
         */
        CompletableFuture<Void> checkpoint(Progress progress);

        /** All octets are here. Completes when responsibility is taken durably, or not. Never completes exceptionally. */
        CompletableFuture<Decision> end();

        /** The peer gave it up or the association is gone. */
        void abandon(String why);

        /** As abandon, but what was secured is kept for {@link #resume}. */
        void leave(String why);
    }

    /** What became of an incoming APDU. */
    sealed interface Decision {
        record Accepted() implements Decision {}

        /**
         * Not taken.
         *
         * @param temporary true if the same may be taken later
         */
        record Refused(boolean temporary, String why) implements Decision {}
    }
}
