package org.openx400.mta.rfc1006.mts;

/**
 * What a responding association has before it knows who calls; the rest comes with {@link BindAcceptance}.
 *
 * @param limits bounds, and waiting times until the bind is accepted
 */
public record ResponderParameters(AssociationLimits limits) {}
