package org.openx400.mta.rfc1006.host;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.LimitEvents;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.relay.Intake;
import org.openx400.mta.rfc1006.mts.MtaAssociation;

/** What all associations of a group share, called and calling ones alike. */
public final class AssociationHosting {
    private static final AtomicLong COUNT = new AtomicLong(); // identifiers are unique in the process

    private final Executor workers;
    private final Scheduler scheduler;
    private final Supplier<Intake> intake;
    private final EventLog events;
    private final BooleanSupplier mayAct;
    private final Set<AssociationHost> live = ConcurrentHashMap.newKeySet();
    private final Recovery recovery;
    private final LimitEvents limits = new LimitEvents(System::nanoTime);
    private volatile boolean ended;

    /**
     * @param workers where associations run; what they do there may wait for the disk
     * @param intake where peers' APDUs go; asked when one comes, since the relay is made after those that it dials with
     */
    public AssociationHosting(Executor workers, Scheduler scheduler, Supplier<Intake> intake, EventLog events) {
        this(workers, scheduler, intake, events, () -> true);
    }

    /**
     * As above, for a group of a cluster.
     *
     * @param mayAct whether this node still works for the group: while it does not, nothing more of an APDU is sent
     */
    public AssociationHosting(
            Executor workers, Scheduler scheduler, Supplier<Intake> intake, EventLog events, BooleanSupplier mayAct) {
        this.workers = workers;
        this.scheduler = scheduler;
        this.intake = intake;
        this.events = events;
        this.mayAct = mayAct;
        this.recovery = new Recovery(scheduler, workers);
    }

    /** An association on a connection that is up. */
    public AssociationHost host(MtaAssociation machine, PeerSocket socket, Opening opening) {
        AssociationHost host = new AssociationHost("A" + COUNT.incrementAndGet(), machine, socket, opening, this);
        live.add(host);
        if (ended) { // a connection that was still being opened
            host.drop("the MTA stops");
        }
        return host;
    }

    /** How many connections there are, bound or not. */
    public int live() {
        return live.size();
    }

    /**
     * Aborts each association that a peer has opened as soon as nothing is under way on it; only who opened one may release
     * it, X.228 6.5. Completes when they are gone.
     */
    public CompletableFuture<Void> endWhenIdle(String why) {
        return CompletableFuture.allOf(
                live.stream().map(host -> host.endWhenIdle(why)).toArray(CompletableFuture[]::new));
    }

    /** Aborts all associations, for the end of the service. There will be no more. */
    public void abortAll(String why) {
        ended = true;
        live.forEach(host -> host.abort(why));
        recovery.end();
    }

    /** Closes all connections without a word to the peers. There will be no more. */
    public void dropAll(String why) {
        ended = true;
        live.forEach(host -> host.drop(why));
        recovery.end();
    }

    boolean mayAct() {
        return mayAct.getAsBoolean();
    }

    public EventLog events() {
        return events;
    }

    /** Tells of limits of associations. */
    public LimitEvents limits() {
        return limits;
    }

    /** Where associations run. */
    public Executor workers() {
        return workers;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    Intake intake() {
        return intake.get();
    }

    Recovery recovery() {
        return recovery;
    }

    void gone(AssociationHost host) {
        live.remove(host);
    }
}
