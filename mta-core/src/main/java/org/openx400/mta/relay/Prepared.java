package org.openx400.mta.relay;

import java.util.List;
import org.openx400.mta.report.Outcome;

/** What came of preparing an entry for transfer. */
sealed interface Prepared {
    /** The APDU is to be transferred. */
    record Ready(StoredApdu apdu) implements Prepared {}

    /** The entry is not there any more. */
    record Gone() implements Prepared {}

    /**
     * Some recipients cannot be transferred to this peer.
     *
     * @param outcomes of those
     * @param remaining positions of the others, for which the entry is to be replaced; may be none
     */
    record Impossible(List<Outcome> outcomes, List<Integer> remaining) implements Prepared {}
}
