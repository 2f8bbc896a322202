package org.openx400.mta.queue.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.openx400.mta.queue.Lease;

/**
 * Commits what was written under leases, or nothing when one of them was taken by another node.
 *
 * <p>The check and the COMMIT are sent together, so that a node that stops between the two leaves no lock behind. The check
 * locks the row of the lease until the commit is visible: {@link LeaseTable#take} returns either before the check, which
 * then fails, or behind the commit.
 */
final class LeaseCheck {
    private static final String REFUSED = "XM001";
    private static final String CONFIRM = "SELECT confirm_lease(?, ?); ";
    private static final String HELD = "SELECT 1 FROM lease WHERE group_name = ? AND epoch = ?";

    private LeaseCheck() {}

    /** @param leases in the same order for all, so that two nodes do not wait for each other */
    static void commit(WriterSession session, Collection<Lease> leases) throws SQLException {
        PreparedStatement commit = session.prepare(CONFIRM.repeat(leases.size()) + "COMMIT");
        int parameter = 1;
        for (Lease lease : leases) {
            commit.setString(parameter++, lease.group());
            commit.setLong(parameter++, lease.epoch());
        }
        commit.execute();
    }

    /** Whether a commit failed because a lease is lost: then nothing is committed. */
    static boolean refused(Exception failure) {
        return failure instanceof SQLException sql && REFUSED.equals(sql.getSQLState());
    }

    /** Those that are lost, and stay so. */
    static Set<Lease> lost(WriterSession session, Collection<Lease> leases) throws SQLException {
        Set<Lease> lost = new HashSet<>();
        PreparedStatement held = session.prepare(HELD);
        for (Lease lease : leases) {
            held.setString(1, lease.group());
            held.setLong(2, lease.epoch());
            try (ResultSet row = held.executeQuery()) {
                if (!row.next()) {
                    lost.add(lease);
                }
            }
        }
        session.commit();
        return lost;
    }
}
