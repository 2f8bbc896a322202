package org.openx400.mta.mixer;

import org.openx400.mta.address.ORAddress;

/**
 * Who the gateway is in both worlds.
 *
 * @param domain its Internet domain: O/R addresses are encapsulated in local parts under it
 * @param address its O/R attributes: Internet addresses are encapsulated in domain-defined attributes beside them
 */
public record Gateway(String domain, ORAddress address) {}
