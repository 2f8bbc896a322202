package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.QueueRepair;
import org.openx400.mta.queue.jdbc.StoreCheck;
import org.openx400.mta.relay.QueueView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every row and every octet of the queue, and names what is wrong.",
            "Changes nothing but what --repair asks for. The service may be running; then only hold-damaged and"
                    + " delete-damaged can be asked for, and the service does them. In a cluster it is asked on the node where"
                    + " the group is active, or when the service is stopped on all nodes.",
            "Exit code: 0 when nothing is wrong any more, 1 when something is."
        },
        footerHeading = "%nKinds of repair:%n",
        footer = {
            "  hold-damaged           sets the entries of damaged messages aside",
            "  delete-damaged         deletes the entries of damaged messages, and nobody is told",
            "  delete-lost-entries    deletes entries whose message is not there",
            "  delete-lost-messages   deletes messages that no entry leads to",
            "  realign-entries        writes priority and expiry into entries as their message has them",
            "  remove-left-overs      removes contents that no message has",
            "  rebuild-indexes        has the database make its indexes anew",
            "",
            "Examples:",
            "  mta queue check",
            "  mta queue check --repair hold-damaged --repair remove-left-overs"
        })
final class QueueCheckCommand implements java.util.concurrent.Callable<Integer> {
    @Mixin
    private ServiceOption service = new ServiceOption();

    @Option(
            names = "--repair",
            paramLabel = "KIND",
            converter = Converter.class,
            description = "Does something about the faults of which this is a repair. Can be given several times.")
    private Set<QueueRepair> asked = EnumSet.noneOf(QueueRepair.class);

    @Spec
    private CommandSpec spec;

    /** Repairs by the names that they have in the help. */
    static final class Converter implements ITypeConverter<QueueRepair> {
        @Override
        public QueueRepair convert(String value) {
            for (QueueRepair repair : QueueRepair.values()) {
                if (repair.toString().equals(value)) {
                    return repair;
                }
            }
            throw new TypeConversionException("'" + value + "' is none of "
                    + EnumSet.allOf(QueueRepair.class).stream()
                            .map(QueueRepair::toString)
                            .collect(Collectors.joining(", ")));
        }
    }

    @Override
    public Integer call() throws CommandFailure {
        MtaConfiguration configuration = StoreFile.existing(service.configuration());
        try (StoreCheck check = StoreCheck.open(StoreFile.settings(configuration), !asked.isEmpty());
                QueueRepairer repairer = QueueRepairer.of(check, configuration, asked)) {
            Findings findings = new Findings(repairer, spec.commandLine().getOut());
            StoreCheck.Counts counts = check.check(QueueView::checkEnvelope, findings::add);
            findings.sum(check.schemaVersion(), counts);
            return findings.left == 0 ? ExitCode.DONE : ExitCode.FAILED;
        } catch (QueueException e) {
            throw CommandFailure.failed(FailureText.of(e));
        }
    }

    /** Prints each fault and what was done about it. */
    private final class Findings {
        private final QueueRepairer repairer;
        private final PrintWriter out;
        private long faults;
        private long left;

        Findings(QueueRepairer repairer, PrintWriter out) {
            this.repairer = repairer;
            this.out = out;
        }

        void add(QueueFault fault) {
            faults++;
            out.println(fault);
            Optional<QueueRepair> wanted =
                    asked.stream().filter(fault.kind().repairs()::contains).reduce((first, last) -> last);
            if (wanted.isEmpty() || !repaired(fault, wanted.get())) {
                left++;
            }
        }

        /** Whether a later check will not find it any more. */
        private boolean repaired(QueueFault fault, QueueRepair repair) {
            try {
                repairer.repair(fault, repair);
                out.println("  done: " + repair);
                return repair != QueueRepair.HOLD_DAMAGED;
            } catch (QueueException | CommandFailure e) {
                out.println("  not done: " + repair + ": " + FailureText.of(e));
                return false;
            }
        }

        void sum(String schemaVersion, StoreCheck.Counts counts) {
            out.println("schema version " + schemaVersion + ", " + counts.messages() + " messages, " + counts.entries()
                    + " entries, " + counts.contentOctets() + " octets of content, " + counts.transfers()
                    + " remembered transfers"
                    + (counts.partial() == 0 ? "" : ", " + counts.partial() + " transfers that have come in partly")
                    + (counts.unclaimed() == 0 ? "" : ", " + counts.unclaimed() + " contents that may be coming in")
                    + "; " + faults + " faults, " + (faults - left) + " of them repaired");
        }
    }
}
