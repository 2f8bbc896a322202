package org.openx400.mta.rfc1006.rtse;

import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * Names an activity beyond the association on which it was begun.
 *
 * @param connection the session connection on which it was begun
 * @param identifier unique on that connection, up to 6 octets
 */
public record Activity(SessionConnectionIdentifier connection, Octets identifier) {}
