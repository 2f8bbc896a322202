package org.openx400.mta.rfc1006.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.Priority;

class TurnPriorityTest {
    @Test
    void closingComesBeforeUrgentBeforeNormalBeforeNonUrgent() {
        assertThat(TurnPriority.TO_CLOSE).isZero();
        assertThat(TurnPriority.of(Priority.URGENT)).isEqualTo(1);
        assertThat(TurnPriority.of(Priority.NORMAL)).isEqualTo(2);
        assertThat(TurnPriority.of(Priority.NON_URGENT)).isEqualTo(3);
    }
}
