package org.openx400.mta.rfc1006.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openx400.mta.connector.AssociationPort;

/** What the relay is told of one association, as text. */
final class RecordedUser implements AssociationPort.User {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile AssociationPort port;

    @Override
    public void opened(AssociationPort association, boolean turnHere) {
        port = association;
        told.add("opened " + (turnHere ? "with" : "without") + " the turn");
    }

    @Override
    public void openFailed(String layer, String why) {
        told.add("openFailed " + layer + ": " + why);
    }

    @Override
    public void transferred(AssociationPort association) {
        told.add("transferred");
    }

    @Override
    public void transferRefused(AssociationPort association, int reason, String why) {
        told.add("transferRefused " + reason + ": " + why);
    }

    @Override
    public void turn(AssociationPort association) {
        told.add("turn");
    }

    @Override
    public void turnWanted(AssociationPort association) {
        told.add("turnWanted");
    }

    @Override
    public void ended(AssociationPort association, boolean inOrder, String why) {
        told.add((inOrder ? "ended in order: " : "ended: ") + why);
    }

    String last() {
        return told.isEmpty() ? "" : told.get(told.size() - 1);
    }
}
