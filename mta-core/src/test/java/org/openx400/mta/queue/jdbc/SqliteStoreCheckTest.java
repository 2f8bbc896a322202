package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.QueueFault;

class SqliteStoreCheckTest implements StoreCheckContract {
    @TempDir
    Path data;

    @Override
    public QueueSettings settings() {
        return new QueueSettings("jdbc:sqlite:queue.db", data);
    }

    @Override
    public void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("queue.db"));
                Statement change = connection.createStatement()) {
            change.executeUpdate(statement);
        }
    }

    @Override
    public void cut(String content, int octet) throws Exception {
        try (FileChannel file = FileChannel.open(data.resolve("spool").resolve(content), StandardOpenOption.WRITE)) {
            file.truncate(octet);
        }
    }

    @Override
    public void flip(String content, int octet) throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(data.resolve("spool").resolve(content).toFile(), "rw")) {
            file.seek(octet);
            int before = file.read();
            file.seek(octet);
            file.write(before ^ 1);
        }
    }

    @Override
    public String literal(Octets octets) {
        return "x'" + octets.toHex() + "'";
    }

    @Override
    public int soundOctets() {
        return 300_000;
    }

    @Override
    public String shortText() {
        return "its file has 300000 octets, not the 600000 that were written";
    }

    /** Files that are not the lock, by name, time and digest. */
    @Override
    public List<String> everything() throws Exception {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("queue.lock") && !name.startsWith("sqlite-")) {
                    String kind = file.getParent().endsWith("spool") ? "content " : "file ";
                    files.add(kind + name + " " + Files.getLastModifiedTime(file) + " "
                            + Octets.wrap(Files.readAllBytes(file)).hashCode());
                }
            }
        }
        return files;
    }

    @Test
    void tellsWhatTheDatabaseSaysOfItself() throws Exception {
        JdbcMessageQueue.open(settings()).close();
        sql("PRAGMA writable_schema = ON");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("queue.db"));
                Statement change = connection.createStatement()) {
            change.execute("INSERT INTO entry VALUES (1, 1, 'x', 1, 0, 0, 0, 0, NULL, NULL, '', '0')");
            change.execute("PRAGMA writable_schema = ON");
            change.execute("DELETE FROM sqlite_schema WHERE name = 'entry_by_message'");
        }
        assertThat(StoreCheckContract.faults(settings()))
                .extracting(QueueFault::kind)
                .contains(QueueFault.Kind.DATABASE);
    }
}
