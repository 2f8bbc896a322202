package org.openx400.mta.rfc1006.capture;

import java.util.List;
import org.openx400.mta.octets.Octets;

/**
 * One TCP connection of a capture.
 *
 * @param callerPort of the side that opened it (or, if that was not captured, that sent first)
 * @param segments of both directions, as they followed one another
 */
public record Conversation(int callerPort, int calledPort, List<Segment> segments) {
    /** Everything that one side sent. */
    public Octets stream(boolean fromCaller) {
        return Octets.concat(segments.stream()
                .filter(segment -> segment.fromCaller() == fromCaller)
                .map(Segment::octets)
                .toList());
    }
}
