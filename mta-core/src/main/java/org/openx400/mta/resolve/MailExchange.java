package org.openx400.mta.resolve;

/**
 * A host that takes mail for a domain, RFC 5321 5.1.
 *
 * @param preference the lower is tried first
 * @param host absolute name without the final dot; empty: the domain takes no mail, RFC 7505
 */
public record MailExchange(int preference, String host) {}
