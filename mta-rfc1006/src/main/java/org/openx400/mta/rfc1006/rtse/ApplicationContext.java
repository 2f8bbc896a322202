package org.openx400.mta.rfc1006.rtse;

/**
 * What a user of RTSE in normal mode is known by.
 *
 * @param name application context name, OBJECT IDENTIFIER, dotted
 * @param rtseSyntax abstract syntax of the RTSE APDUs and of the user's bind
 * @param userSyntax abstract syntax of the APDUs that are transferred
 */
public record ApplicationContext(String name, String rtseSyntax, String userSyntax) {}
