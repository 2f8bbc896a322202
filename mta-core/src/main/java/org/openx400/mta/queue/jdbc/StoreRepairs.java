package org.openx400.mta.queue.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.queue.FencedException;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.QueueRepair;

/**
 * Changes of a store that a {@link StoreCheck} keeps from other processes. In a cluster no node may hold a lease; when one
 * takes a lease meanwhile, the next repair fails and nothing is changed.
 */
public final class StoreRepairs implements AutoCloseable {
    private final LargeContents contents;
    private final List<Lease> leases;
    private final WriterSession session;

    private StoreRepairs(LargeContents contents, List<Lease> leases, WriterSession session) {
        this.contents = contents;
        this.leases = leases;
        this.session = session;
    }

    static StoreRepairs open(Dialect dialect, LargeContents contents) throws QueueException {
        Optional<Sharing> sharing = dialect.sharing();
        List<Lease> leases = sharing.isPresent() ? free(sharing.get()) : List.of();
        try {
            return new StoreRepairs(
                    contents,
                    leases,
                    new WriterSession(
                            dialect.writer().getConnection(),
                            sharing.map(Sharing::node).orElse(null)));
        } catch (SQLException e) {
            throw new QueueException("The queue cannot be written: " + e.getMessage(), e);
        }
    }

    /** All leases, none of which is held. */
    private static List<Lease> free(Sharing sharing) throws QueueException {
        List<Lease> leases = new ArrayList<>();
        try (LeaseTable table = new LeaseTable(sharing.leases())) {
            for (LeaseStore.State state : table.states()) {
                Lease lease = state.lease();
                if (state.remaining().toMillis() > 0) {
                    throw new QueueException("Group " + lease.group() + " is active on node " + lease.holder()
                            + ": repair there, or stop it first");
                }
                leases.add(lease);
            }
        }
        return leases;
    }

    /**
     * Does something about a fault. Returns when it is on stable storage.
     *
     * @param repair one of the fault's kind
     */
    public void repair(QueueFault fault, QueueRepair repair) throws QueueException {
        try {
            List<String> unneeded = change(fault, repair);
            session.commit(leases);
            unneeded.forEach(contents::remove);
        } catch (SQLException e) {
            undo();
            throw LeaseCheck.refused(e)
                    ? new FencedException(leases.get(0))
                    : new QueueException("The queue could not be written: " + e.getMessage(), e);
        } catch (QueueException e) {
            undo();
            throw e;
        }
    }

    /** Returns the large contents that are to be removed behind the commit. */
    private List<String> change(QueueFault fault, QueueRepair repair) throws SQLException, QueueException {
        List<String> unneeded = new ArrayList<>();
        switch (repair) {
            case HOLD_DAMAGED -> {
                for (long entry : fault.entries()) {
                    Changes.hold(session, entry, "damaged: " + fault.why());
                }
            }
            case DELETE_DAMAGED, DELETE_LOST_ENTRIES -> {
                for (long entry : fault.entries()) {
                    Changes.replace(session, entry, List.of(), List.of()).ifPresent(unneeded::add);
                }
            }
            case DELETE_LOST_MESSAGES ->
                Changes.deleteMessageWithoutEntry(session, fault.message()).ifPresent(unneeded::add);
            case REALIGN_ENTRIES -> {
                for (long entry : fault.entries()) {
                    Changes.realign(session, entry);
                }
            }
            case REMOVE_LEFT_OVERS -> {
                if (fault.content() != null) {
                    unneeded.add(fault.content());
                }
            }
            case REBUILD_INDEXES -> session.prepare("REINDEX").execute();
        }
        return unneeded;
    }

    private void undo() {
        try {
            session.rollback();
        } catch (SQLException e) {
            // Nothing of it is committed, and the next change fails too.
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            // What was repaired is committed.
        }
    }
}
