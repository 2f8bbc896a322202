package org.openx400.mta.ipm;

import java.util.List;

/**
 * IPM, X.420 7.2 and 7.3.
 *
 * @param heading what an envelope of paper would not have: who wrote to whom about what
 * @param body its parts, in order
 */
public record InterpersonalMessage(Heading heading, List<BodyPart> body) implements InformationObject {
    public InterpersonalMessage {
        body = List.copyOf(body);
    }
}
