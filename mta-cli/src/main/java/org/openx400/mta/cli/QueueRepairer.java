package org.openx400.mta.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.event.JsonLinesEventLog;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.QueueRepair;
import org.openx400.mta.queue.jdbc.StoreCheck;
import org.openx400.mta.queue.jdbc.StoreRepairs;

/** Who repairs the queue: the running service, or else this process. Each repair is an event. */
interface QueueRepairer extends AutoCloseable {
    void repair(QueueFault fault, QueueRepair repair) throws QueueException, CommandFailure;

    @Override
    default void close() {}

    /** @throws CommandFailure when not all that is asked for can be done now */
    static QueueRepairer of(StoreCheck check, MtaConfiguration configuration, Set<QueueRepair> asked)
            throws CommandFailure, QueueException {
        if (asked.isEmpty()) {
            return (fault, repair) -> {};
        }
        return check.isAlone() ? Own.open(check, configuration) : ByService.of(configuration, asked);
    }

    /** Changes the store that nobody else has open, and writes events as the service does. */
    final class Own implements QueueRepairer {
        private final StoreRepairs repairs;
        private final JsonLinesEventLog events;

        private Own(StoreRepairs repairs, JsonLinesEventLog events) {
            this.repairs = repairs;
            this.events = events;
        }

        static Own open(StoreCheck check, MtaConfiguration configuration) throws CommandFailure, QueueException {
            StoreRepairs repairs = check.repairs();
            try {
                MtaConfiguration.Events rolling = configuration.events();
                return new Own(
                        repairs,
                        JsonLinesEventLog.open(
                                DataFolder.log(configuration),
                                configuration.node(),
                                rolling.size(),
                                rolling.count(),
                                Clock.systemUTC()));
            } catch (IOException e) {
                repairs.close();
                throw CommandFailure.failed("the event log cannot be written: " + FailureText.of(e));
            }
        }

        @Override
        public void repair(QueueFault fault, QueueRepair repair) throws QueueException {
            repairs.repair(fault, repair);
            Event.of(EventId.QUEUE_REPAIRED)
                    .with("repair", repair.toString())
                    .with("fault", fault.toString())
                    .to(events);
        }

        @Override
        public void close() {
            repairs.close();
            events.close();
        }
    }

    /** Asks the running service, which knows what is in transfer. */
    record ByService(MtaConfiguration configuration) implements QueueRepairer {
        private static final Set<QueueRepair> CAN = EnumSet.of(QueueRepair.HOLD_DAMAGED, QueueRepair.DELETE_DAMAGED);
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        static ByService of(MtaConfiguration configuration, Set<QueueRepair> asked) throws CommandFailure {
            for (QueueRepair repair : asked) {
                if (!CAN.contains(repair)) {
                    throw CommandFailure.failed(
                            "the service is running: " + repair + " needs it stopped. Nothing was done");
                }
            }
            return new ByService(configuration);
        }

        @Override
        public void repair(QueueFault fault, QueueRepair repair) throws CommandFailure {
            for (long entry : fault.entries()) {
                if (repair == QueueRepair.HOLD_DAMAGED) {
                    call("queue.hold", Json.object().put("entry", entry).put("reason", "damaged: " + fault.why()));
                } else {
                    call("queue.delete", Json.object().put("entry", entry));
                }
            }
        }

        private void call(String command, tools.jackson.databind.node.ObjectNode arguments) throws CommandFailure {
            ServiceOption.call(configuration, command, arguments, PATIENCE);
        }
    }
}
