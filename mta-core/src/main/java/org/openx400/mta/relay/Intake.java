package org.openx400.mta.relay;

import java.util.concurrent.CompletableFuture;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.octets.Octets;

/** Where what peers transfer comes in. */
public interface Intake {
    /** Begins one APDU. */
    IncomingTransfer begin(AssociationPort from);

    /**
     * An association that a peer has opened is bound. Two-way alternate: the user is told of turns and may transfer.
     */
    AssociationPort.User accepted(AssociationPort association);

    /** One APDU on its way in. Calls come one at a time and must not block for long; completions come on any thread. */
    interface IncomingTransfer {
        void octets(Octets piece);

        /** Completes when all octets so far are on stable storage, or at once while they are too few for that. */
        CompletableFuture<Void> checkpoint();

        /** All octets are here. Completes when responsibility is taken durably, or not. Never completes exceptionally. */
        CompletableFuture<Decision> end();

        /** The peer gave it up or the association is gone. */
        void abandon(String why);
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
