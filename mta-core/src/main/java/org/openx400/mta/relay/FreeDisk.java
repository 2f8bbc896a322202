package org.openx400.mta.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;

/** The space that the store may still use: one event when it is too little to accept anything, one when it is enough. */
final class FreeDisk {
    private final RelayContext context;
    private final LongSupplier octets;
    private final AtomicBoolean isShort = new AtomicBoolean();

    FreeDisk(RelayContext context, LongSupplier octets) {
        this.context = context;
        this.octets = octets;
    }

    /** Whether something may be accepted. */
    boolean suffices() {
        long free = octets.getAsLong();
        boolean suffices = free >= context.settings().minimumFreeDisk();
        if (isShort.compareAndSet(suffices, !suffices)) {
            Event.of(suffices ? EventId.DISK_SUFFICES : EventId.DISK_SHORT)
                    .with("free", free)
                    .with("minimum", context.settings().minimumFreeDisk())
                    .to(context.events());
        }
        return suffices;
    }
}
