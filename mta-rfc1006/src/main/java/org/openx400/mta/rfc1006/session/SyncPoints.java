package org.openx400.mta.rfc1006.session;

/** The variables of an activity's synchronization points, X.225 annex A: V(A), V(M) and Vsc. */
final class SyncPoints {
    private static final int LARGEST = 999_998;

    /** Lowest serial number that is not yet confirmed, V(A). */
    private int unconfirmed = 1;
    /** Serial number of the next synchronization point, V(M). */
    private int next = 1;
    /** Vsc: this side has the right to confirm. */
    private boolean confirmer;

    int next() {
        return next;
    }

    /** An activity starts (serial 0), or goes on after this synchronization point. */
    void startAfter(int serial) {
        next = serial + 1;
        unconfirmed = next;
        confirmer = false;
    }

    boolean exhausted() {
        return next > LARGEST;
    }

    void sent() {
        made(false);
    }

    void received() {
        made(true);
    }

    /** May the peer confirm this one? */
    boolean confirmableByPeer(int serial) {
        return !confirmer && pending(serial);
    }

    /** May this side confirm this one? */
    boolean confirmableHere(int serial) {
        return confirmer && pending(serial);
    }

    void confirmed(int serial) {
        unconfirmed = serial + 1;
    }

    private boolean pending(int serial) {
        return unconfirmed <= serial && serial < next;
    }

    private void made(boolean confirmedHere) {
        if (confirmer != confirmedHere) {
            confirmer = confirmedHere;
            unconfirmed = next;
        }
        next++;
    }
}
