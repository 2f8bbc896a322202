package org.openx400.mta.connector;

/** The port that a transport implements: opens associations to a peer. */
public interface Associator {
    /** Begins to open; the outcome comes to the user. */
    void open(Connector connector, AssociationPort.User user);
}
