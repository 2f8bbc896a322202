package org.openx400.mta.routing;

import java.util.List;
import org.openx400.mta.address.ORAddress;

/**
 * Somebody who is delivered here.
 *
 * @param addresses O/R addresses, at least one
 * @param mailbox name of the mailbox
 */
public record LocalUser(List<ORAddress> addresses, String mailbox) {}
