package org.openx400.mta.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** What the machine does by itself (nsswitch.conf): the one step where no chain is configured. Its deadline is its own. */
final class MachineSource implements NameSource {
    @Override
    public String name() {
        return "machine";
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        try {
            return new Answer.Found<>(List.of(InetAddress.getAllByName(host)), Duration.ZERO);
        } catch (UnknownHostException e) {
            return new Answer.None<>("has no address", Duration.ZERO);
        }
    }

    @Override
    public Answer<String> names(InetAddress address) {
        String name = address.getCanonicalHostName();
        return name.equals(address.getHostAddress())
                ? new Answer.None<>("has no name", Duration.ZERO)
                : new Answer.Found<>(List.of(name), Duration.ZERO);
    }
}
