package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.PartialTransfer.TakenUp;
import org.openx400.mta.queue.QueueException;

/**
 * The rows of transfers that may go on after a restart. A row and its content belong together: the row is written behind
 * the synchronisation of the content, goes in the change that gives the content to a message, and goes before a content
 * that is not wanted any more is removed.
 */
final class PartialTransfers {
    private static final String DELETE = "DELETE FROM partial_transfer WHERE content_file = ?";
    private static final String RENAME = "UPDATE partial_transfer SET content_file = ? WHERE content_file = ?";

    private final LargeContents contents;
    private final GatheredOctets gathered;
    private final Queries queries;
    private final GroupCommitter committer;
    /** The contents with a row that are written here just now. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    PartialTransfers(LargeContents contents, GatheredOctets gathered, Queries queries, GroupCommitter committer) {
        this.contents = contents;
        this.gathered = gathered;
        this.queries = queries;
        this.committer = committer;
    }

    /**
     * Says where the transfer of a content can go on, unless that was given away or discarded meanwhile.
     *
     * @param sums of the content so far
     */
    CompletableFuture<Void> write(
            SpooledContent content, PartialTransfer transfer, Octets sums, @Nullable Lease lease) {
        return committer
                .submit(
                        session -> {
                            String name = content.nameToSecure(underWay);
                            if (name != null) {
                                new PartialRow(transfer, name, sums).write(session);
                            }
                            return true;
                        },
                        lease)
                .thenAccept(written -> {});
    }

    /** The content is not written here any more. */
    void left(String name) {
        underWay.remove(name);
    }

    /** The content goes to a message, or is not wanted any more. */
    static void delete(WriterSession session, String name) throws SQLException {
        PreparedStatement delete = session.prepare(DELETE);
        delete.setString(1, name);
        delete.executeUpdate();
    }

    /** Removes a row and the content behind it; what is left after a failure is forgotten when it is old. */
    void remove(String name, @Nullable Lease lease) {
        remove(List.of(name), lease);
    }

    private CompletableFuture<Integer> remove(List<String> names, @Nullable Lease lease) {
        return committer
                .submit(
                        session -> {
                            List<String> deleted = new ArrayList<>();
                            for (String name : names) {
                                if (!underWay.contains(name)) {
                                    delete(session, name);
                                    deleted.add(name);
                                }
                            }
                            return deleted;
                        },
                        lease,
                        true)
                .thenApply(deleted -> {
                    deleted.forEach(contents::remove);
                    return deleted.size();
                });
    }

    CompletableFuture<Optional<TakenUp>> takeUp(PartialTransfer.Key key, Instant notBefore, @Nullable Lease lease) {
        Set<String> claimed = new HashSet<>(); // by this change, which may be made again when it was undone with others
        return committer
                .submit(
                        session -> {
                            underWay.removeAll(claimed);
                            Optional<PartialRow> row = claim(session, key, notBefore);
                            row.ifPresent(its -> claimed.add(its.content()));
                            underWay.addAll(claimed);
                            return row;
                        },
                        lease)
                .whenComplete((row, failure) -> {
                    if (failure != null) {
                        underWay.removeAll(claimed);
                    }
                })
                .thenApplyAsync(row -> row.flatMap(its -> reopen(its, lease)), contents.syncs());
    }

    private Optional<PartialRow> claim(WriterSession session, PartialTransfer.Key key, Instant notBefore)
            throws SQLException {
        PartialRow found = find(session, key, notBefore);
        if (found == null) {
            return Optional.empty();
        }
        String name = contents.claim(session, found.content());
        PreparedStatement rename = session.prepare(RENAME);
        rename.setString(1, name);
        rename.setString(2, found.content());
        rename.executeUpdate();
        return Optional.of(new PartialRow(found.transfer(), name, found.sums()));
    }

    private @Nullable PartialRow find(WriterSession session, PartialTransfer.Key key, Instant notBefore)
            throws SQLException {
        try (ResultSet rows = PartialRow.find(session, key, notBefore)) {
            while (rows.next()) {
                PartialRow row = PartialRow.whole(rows);
                if (!underWay.contains(row.content())) {
                    return row;
                }
            }
        }
        return null;
    }

    /** Of a content that is damaged or not there nothing can go on. */
    private Optional<TakenUp> reopen(PartialRow row, @Nullable Lease lease) {
        long length = row.transfer().contentLength();
        try {
            LargeContents.Growing content = contents.reopen(row.content(), length);
            BlockSums sums = sums(row, content);
            SpooledContent spool = new SpooledContent(contents, gathered, this, lease, content, sums, length);
            return Optional.of(new TakenUp(row.transfer(), spool));
        } catch (IOException e) {
            left(row.content());
            remove(row.content(), lease);
            return Optional.empty();
        }
    }

    private static BlockSums sums(PartialRow row, LargeContents.Growing content) throws IOException {
        try (ContentReader octets =
                CheckedContent.of(content.reader(row.transfer().contentLength()), row.sums())) {
            return BlockSums.goingOn(row.sums(), octets);
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    CompletableFuture<Integer> forget(Instant before, long mostOctets, @Nullable Lease lease) {
        List<String> unwanted = new ArrayList<>();
        long octets = 0;
        try {
            for (PartialRow row : queries.partialTransfers()) {
                if (underWay.contains(row.content())) {
                    continue;
                }
                boolean ours = contents.isOurs(row.content());
                octets += ours ? row.transfer().contentLength() : 0;
                if (row.transfer().at().isBefore(before) || ours && octets > mostOctets) {
                    unwanted.add(row.content());
                }
            }
        } catch (QueueException e) {
            return CompletableFuture.failedFuture(e);
        }
        return unwanted.isEmpty() ? CompletableFuture.completedFuture(0) : remove(unwanted, lease);
    }
}
