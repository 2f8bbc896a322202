package org.openx400.mta.connector;

/**
 * MTA name and password of a bind.
 *
 * @param name MTAName, 1..32 characters of IA5, case-sensitive
 * @param password simple credentials, up to 62 octets
 */
public record MtaCredentials(String name, Secret password) {}
