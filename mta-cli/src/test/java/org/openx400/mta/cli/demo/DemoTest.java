package org.openx400.mta.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.local.DeliverySummary.RecipientOutcome;
import org.openx400.mta.octets.Octets;

class DemoTest {
    private static final Octets SENT = Octets.latin1("sent");
    private static final RecipientOutcome DELIVERED =
            new RecipientOutcome("C=US", true, Instant.parse("2026-11-21T00:00:00Z"), null, null, null);
    private static final RecipientOutcome NOT_DELIVERED =
            new RecipientOutcome("C=US", false, null, "unable-to-transfer", "unrecognised-OR-name", "nobody");

    @Test
    @Timeout(120)
    void threeProcessesCarryEveryMessageAndReport(@TempDir Path folder) throws Exception {
        StringWriter text = new StringWriter();
        boolean good;
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();

        try (Demo demo = new Demo(folder, new PrintWriter(text))) {
            good = demo.run();
        }

        assertThat(good).as(text.toString()).isTrue();
        assertThat(text.toString())
                .contains("Everything is as it should be.")
                .contains("Not delivered to C=US;A= ;P=NOWHERE;S=Nobody: unable-to-transfer, unrecognised-OR-name")
                .contains("GAMMA | ")
                .doesNotContain("NOT AS IT SHOULD BE");
        assertThat(ProcessHandle.current().descendants().filter(process -> !before.contains(process)))
                .isEmpty();
    }

    @Test
    void wantsTheSameOctetsAndADeliveryReport() {
        assertThat(judged(true, SENT, DELIVERED)).isTrue();
        assertThat(judged(true, Octets.latin1("other"), DELIVERED)).isFalse();
        assertThat(judged(true, null, DELIVERED)).isFalse();
        assertThat(judged(true, SENT, null)).isFalse();
        assertThat(judged(true, SENT, NOT_DELIVERED)).isFalse();
    }

    @Test
    void wantsANonDeliveryReportWhereNobodyIsServed() {
        assertThat(judged(false, null, NOT_DELIVERED)).isTrue();
        assertThat(judged(false, null, DELIVERED)).isFalse();
        assertThat(judged(false, null, null)).isFalse();
        assertThat(judged(false, SENT, NOT_DELIVERED)).isFalse();
    }

    private static boolean judged(boolean deliverable, Octets arrived, RecipientOutcome report) {
        DemoMessage message = new DemoMessage("[id]", "C=US", SENT, deliverable);
        if (arrived != null) {
            message.arrived(arrived);
        }
        if (report != null) {
            message.reported(report);
        }
        DemoResult result = new DemoResult(List.of(message));
        StringWriter table = new StringWriter();
        result.print(new PrintWriter(table));
        assertThat(table.toString().contains("NOT AS IT SHOULD BE")).isEqualTo(!result.isGood());
        return result.isGood();
    }
}
