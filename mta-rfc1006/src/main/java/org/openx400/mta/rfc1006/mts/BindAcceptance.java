package org.openx400.mta.rfc1006.mts;

import org.openx400.mta.connector.Secret;

/**
 * Our answer to a bind that we accept.
 *
 * @param mtaName our responder-name
 * @param password our responder-credentials
 * @param checkpointSize our maximum in units of 1024 octets, at least 1
 * @param windowSize our maximum, at least 1
 */
public record BindAcceptance(String mtaName, Secret password, int checkpointSize, int windowSize) {}
