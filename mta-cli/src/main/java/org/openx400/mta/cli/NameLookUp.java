package org.openx400.mta.cli;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.CachedHostAddresses;
import org.openx400.mta.connector.HostAddresses;
import org.openx400.mta.connector.HostNames;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.resolve.ResolverSettings;

/**
 * How a configuration looks names up, the same for the service and for commands that tell what it would do.
 *
 * @param names backwards; null: not without a resolver in the configuration
 * @param mail where mail for a domain goes
 */
record NameLookUp(HostAddresses hosts, @Nullable HostNames names, NameChain mail) {
    static NameLookUp of(MtaConfiguration configuration, EventLog events) {
        ResolverSettings resolver = configuration.resolver();
        if (resolver == null) {
            return new NameLookUp(
                    CachedHostAddresses.ofThisMachine(),
                    null,
                    NameChain.of(ResolverSettings.OF_THIS_MACHINE, events, System::nanoTime));
        }
        NameChain chain = NameChain.of(resolver, events, System::nanoTime);
        return new NameLookUp(chain, chain, chain);
    }
}
