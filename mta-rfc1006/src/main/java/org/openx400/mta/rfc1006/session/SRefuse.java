package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.Octets;

/**
 * S-CONNECT response or confirm, refused.
 *
 * @param reason X.225 8.3.5 (PI 50): 0 user, no reason; 1 user, temporary congestion; 2 user, data follows; 129 SSAP
 *     selector unknown; 130 SS-user not attached; 131 SPM congestion; 132 versions not supported; 133 SPM, no reason; 134
 *     implementation restriction
 * @param userData only with reason 2
 */
public record SRefuse(int reason, Octets userData) {}
