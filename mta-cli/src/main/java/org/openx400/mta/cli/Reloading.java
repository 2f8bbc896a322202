package org.openx400.mta.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.config.ConfigurationChange;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.config.Reload;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/** Loads the configuration of the running service again, when an administrator asks for it or SIGHUP comes. */
final class Reloading {
    private final NodeParts parts;
    private final Groups groups;
    private final EventLog events;

    Reloading(NodeParts parts, Groups groups) {
        this.parts = parts;
        this.groups = groups;
        this.events = parts.events();
    }

    /**
     * Returns when everything that changed has begun anew. One at a time.
     *
     * @throws AdminRefusal when the file is faulty; then nothing is changed
     */
    synchronized Reload reload() throws AdminRefusal {
        RunningConfiguration running = parts.running();
        Reload reload = Reload.of(running.present(), read(running));
        running.replace(reload.effective());
        Map<String, GroupService> active = groups.services();
        CompletableFuture<?>[] served = active.entrySet().stream()
                .map(service -> service.getValue().serve(parts, groups.named(service.getKey())))
                .toArray(CompletableFuture[]::new);
        Waiting.forResult(CompletableFuture.allOf(served));
        Event.of(EventId.CONFIGURATION_RELOADED)
                .with("file", running.file())
                .with("changes", reload.now().size())
                .with("what", text(reload.now()))
                .to(events);
        if (!reload.afterRestart().isEmpty()) {
            Event.of(EventId.RESTART_NEEDED)
                    .with("file", running.file())
                    .with("what", text(reload.afterRestart()))
                    .to(events);
        }
        return reload;
    }

    /** As {@link #reload}; what comes of it is in the event log. */
    void onSignal() {
        try {
            reload();
        } catch (AdminRefusal e) {
            // the event log has it
        }
    }

    private MtaConfiguration read(RunningConfiguration running) throws AdminRefusal {
        try {
            return ConfigurationOption.load(running.file());
        } catch (CommandFailure faults) {
            Event.of(EventId.CONFIGURATION_REFUSED)
                    .with("file", running.file())
                    .with("why", faults.getMessage())
                    .to(events);
            throw AdminRefusal.wrongUsage(String.valueOf(faults.getMessage()));
        }
    }

    private static String text(List<ConfigurationChange> changes) {
        return changes.stream().map(ConfigurationChange::toString).collect(Collectors.joining("; "));
    }
}
