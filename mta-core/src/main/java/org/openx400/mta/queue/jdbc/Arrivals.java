package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tells the other nodes, with the commit, for which destinations there are new entries. What is told while a connection is
 * lost is not told again, so the queue is to be looked at from time to time all the same.
 */
final class Arrivals implements AutoCloseable {
    private static final String CHANNEL = "mta_arrival";
    private static final String ANNOUNCE = "SELECT pg_notify('" + CHANNEL + "', said) FROM unnest(?) AS said";
    /** Between the node that tells and the destination. */
    private static final String SEPARATOR = "\n";

    private static final int LISTEN_MILLIS = 1_000;
    private static final long AGAIN_MILLIS = 500;

    private final DataSource source;
    private final String ownPrefix;
    private final Consumer<String> destination;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param destination is told of each one that another node has put entries there for; must not block */
    Arrivals(DataSource source, String node, Consumer<String> destination) {
        this.source = source;
        this.ownPrefix = node + SEPARATOR;
        this.destination = destination;
        Thread listener = new Thread(this::run, "queue-arrivals");
        listener.setDaemon(true);
        listener.start();
    }

    /** Within a transaction: what is told when it is committed. */
    static void announce(WriterSession session, String node, Collection<String> destinations) throws SQLException {
        String[] said = destinations.stream().map(to -> node + SEPARATOR + to).toArray(String[]::new);
        PreparedStatement announce = session.prepare(ANNOUNCE);
        announce.setArray(1, announce.getConnection().createArrayOf("text", said));
        announce.execute();
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void run() {
        try {
            do {
                try (Connection connection = source.getConnection()) {
                    listen(connection);
                } catch (SQLException e) {
                    // Connected again below; until then the queue is looked at without being told.
                }
            } while (!closing.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (closing.getCount() > 0) {
            for (PGNotification told : notified.getNotifications(LISTEN_MILLIS)) {
                String said = told.getParameter();
                if (!said.startsWith(ownPrefix)) {
                    destination.accept(said.substring(said.indexOf(SEPARATOR) + 1));
                }
            }
        }
    }
}
