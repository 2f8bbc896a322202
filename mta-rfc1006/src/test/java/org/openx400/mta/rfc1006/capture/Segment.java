package org.openx400.mta.rfc1006.capture;

import org.openx400.mta.octets.Octets;

/** Octets that one side sent, in order and without what TCP repeated. */
public record Segment(boolean fromCaller, Octets octets) {}
