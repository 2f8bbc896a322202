package org.openx400.mta.cli;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.net.SourceBinder;

/**
 * What the groups of a node share. It belongs to the node, and outlives them.
 *
 * @param workers threads that may wait for the disk
 * @param lookUps threads that may wait for a name server
 */
record NodeParts(
        RunningConfiguration running,
        EventLog events,
        Clock clock,
        Executor workers,
        Executor lookUps,
        Scheduler scheduler,
        PeerNetwork network,
        SourceBinder binder,
        NameLookUp names) {

    /** As it is in force now. */
    MtaConfiguration configuration() {
        return running.present();
    }
}
