package org.openx400.mta.routing;

/** What routing knows of the connectors' present state. */
@FunctionalInterface
public interface ConnectorState {
    /** False while the connector waits to try again after a failure. */
    boolean isUp(String connector);
}
