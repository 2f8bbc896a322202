package org.openx400.mta.event;

/** How bad the effect of what an event tells is; growing. */
public enum Severity {
    /** Work as usual. */
    INFO,
    /** One peer, association or message is affected. */
    WARNING,
    /** The MTA as a whole is affected. */
    ERROR
}
