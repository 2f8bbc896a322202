package org.openx400.mta.event;

/** Takes events. Never blocks and never throws. */
public interface EventLog {
    void log(Event event);
}
