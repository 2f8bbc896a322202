package org.openx400.mta.cli;

import java.io.IOException;
import java.util.ArrayList;
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
import org.openx400.mta.event.FailureText;

/** Loads the configuration of the running service again, when an administrator asks for it or SIGHUP comes. */
final class Reloading {
    private final NodeParts parts;
    private final Groups groups;
    private final EventLog events;

    /** A group that is active here, and what is to be different with its Internet mail. */
    private record Step(String group, GroupService service, InternetServices.Change mail) {}

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
        Reload planned = Reload.of(running.present(), read(running));
        List<Step> steps = prepare(planned.effective());
        Reload reload = planned.and(
                steps.stream().flatMap(step -> step.mail().contents().stream()).toList());
        running.replace(reload.effective());
        CompletableFuture<?>[] served = steps.stream()
                .map(step -> step.service().serve(parts, groups.named(step.group()), step.mail()))
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
            throw refused(String.valueOf(faults.getMessage()));
        }
    }

    private List<Step> prepare(MtaConfiguration effective) throws AdminRefusal {
        Map<String, GroupService> active = groups.services();
        List<Step> steps = new ArrayList<>();
        try {
            for (MtaConfiguration.Group group : effective.groups()) {
                GroupService service = active.get(group.name());
                if (service != null) {
                    steps.add(new Step(group.name(), service, service.prepare(group)));
                }
            }
            return steps;
        } catch (IOException e) {
            steps.forEach(step -> step.mail().cancel());
            throw refused(FailureText.of(e));
        }
    }

    private AdminRefusal refused(String why) {
        Event.of(EventId.CONFIGURATION_REFUSED)
                .with("file", parts.running().file())
                .with("why", why)
                .to(events);
        return AdminRefusal.wrongUsage(why);
    }

    private static String text(List<ConfigurationChange> changes) {
        return changes.stream().map(ConfigurationChange::toString).collect(Collectors.joining("; "));
    }
}
