package org.openx400.mta.queue.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL for the tests of one class, with a new database for each. */
abstract class OwnPostgreSql {
    static PostgreSqlInstance server;

    @TempDir
    Path folder;

    String database;

    @BeforeAll
    static void startServer() throws Exception {
        server = new PostgreSqlInstance();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        database = server.newDatabase();
    }

    static QueueSettings settings(String url, Path data) {
        return new QueueSettings(url, PostgreSqlInstance.USER, () -> PostgreSqlInstance.PASSWORD, data);
    }
}
