package org.openx400.mta.connector;

import java.util.List;

/** What routing knows of a connector, whatever it speaks. */
public interface WayOut {
    /** Unique. */
    String name();

    /** What is routed to it. */
    List<AddressSpaceEntry> addressSpace();
}
