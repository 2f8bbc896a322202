package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.FencedException;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.QueueRepair;

class PostgreSqlStoreCheckTest extends OwnPostgreSql implements StoreCheckContract {
    @Override
    public QueueSettings settings() {
        return settings(server.url(database), folder);
    }

    @Override
    public void sql(String statement) throws Exception {
        server.sql(database, statement);
    }

    @Override
    public void cut(String content, int octet) throws Exception {
        sql("DELETE FROM content_chunk WHERE content = '" + content + "' AND number >= " + octet / ChunkTable.CHUNK);
    }

    @Override
    public void flip(String content, int octet) throws Exception {
        int at = octet % ChunkTable.CHUNK;
        sql("UPDATE content_chunk SET octets = set_byte(octets, " + at + ", get_byte(octets, " + at
                + ") # 1) WHERE content = '" + content + "' AND number = " + octet / ChunkTable.CHUNK);
    }

    @Override
    public String literal(Octets octets) {
        return "'\\x" + octets.toHex() + "'";
    }

    @Override
    public int soundOctets() {
        return ChunkTable.CHUNK;
    }

    @Override
    public String shortText() {
        return "its chunks have 262144 octets, not the 600000 that were written";
    }

    @Override
    public List<String> everything() throws Exception {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        server.url(database), PostgreSqlInstance.USER, PostgreSqlInstance.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String query : List.of(
                    "SELECT 'message ' || md5(message::text) FROM message ORDER BY id",
                    "SELECT 'entry ' || entry::text FROM entry ORDER BY id",
                    "SELECT 'content ' || content || ' ' || number || ' ' || md5(octets) FROM content_chunk ORDER BY 1",
                    "SELECT 'version ' || version FROM schema_history ORDER BY 1")) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void inAClusterNothingIsRepairedWhileANodeHoldsALeaseAndNothingBehindATakeover() throws Exception {
        QueueSettings here = settings().sharedBy("node-a");
        try (JdbcMessageQueue other = JdbcMessageQueue.open(settings().sharedBy("node-b"))) {
            sql(
                    "INSERT INTO entry (message_id, destination, rank, next_attempt, expiry, attempts, refusals, routes_tried,"
                            + " recipients) VALUES (77, 'x', 1, 0, 0, 0, 0, '', '0')");
            var lease = other.leases().take("EAST", "node-b").get();
            try (StoreCheck check = StoreCheck.open(here, true)) {
                assertThatThrownBy(check::repairs).hasMessageContaining("active on node node-b");
            }
            other.leases().release(lease).get();
            try (StoreCheck check = StoreCheck.open(here, true);
                    StoreRepairs repairs = check.repairs()) {
                List<QueueFault> faults = new ArrayList<>();
                check.check((message, recipients) -> {}, faults::add);
                QueueFault fault = faults.get(0);
                other.leases().take("EAST", "node-b").get();
                assertThatThrownBy(() -> repairs.repair(fault, QueueRepair.DELETE_LOST_ENTRIES))
                        .isInstanceOf(FencedException.class);
            }
            assertThat(StoreCheckContract.faults(here)).hasSize(1);
            other.leases().take("EAST", "node-a").get();
        }
    }
}
