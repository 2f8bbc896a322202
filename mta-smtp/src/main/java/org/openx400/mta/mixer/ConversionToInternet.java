package org.openx400.mta.mixer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.BodyPart.ForwardedMessage;
import org.openx400.mta.ipm.BodyPart.GeneralText;
import org.openx400.mta.ipm.BodyPart.Ia5Text;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.RecipientSpecifier;

/**
 * Which conversions the way to the Internet takes, and what they lose, so that they can be prohibited. A body part that goes
 * as it is, as application/x400-bp or as a file, is not converted, RFC 2157 3.
 */
final class ConversionToInternet {
    private ConversionToInternet() {}

    /** The first body part that is converted, in words. */
    static Optional<String> needed(List<BodyPart> body) {
        for (BodyPart part : body) {
            if (part instanceof Ia5Text ia5 && ia5.repertoire() != Ia5Text.IA5) {
                return Optional.of("telex text in repertoire " + ia5.repertoire());
            }
            if (part instanceof GeneralText text && text.isReadable() && isSeveralSets(text)) {
                return Optional.of("general text in several character sets");
            }
            if (part instanceof ForwardedMessage forwarded) {
                Optional<String> inside = needed(forwarded.ipm().body());
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSeveralSets(GeneralText text) {
        return text.charset().equals(StandardCharsets.UTF_8)
                && !GeneralText.of(text.text()).registrations().equals(text.registrations());
    }

    /** The first thing of the content that a mail cannot say, in words. */
    static Optional<String> loss(InterpersonalMessage ipm) {
        Optional<String> heading = loss(ipm.heading());
        if (heading.isPresent()) {
            return heading;
        }
        for (BodyPart part : ipm.body()) {
            if (part instanceof ForwardedMessage forwarded) {
                Optional<String> inside = forwarded.deliveryEnvelope() != null
                        ? Optional.of("the delivery envelope of a forwarded message")
                        : loss(forwarded.ipm());
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> loss(Heading heading) {
        List<String> discarded = HeadingToInternet.discarded(heading);
        if (!discarded.isEmpty()) {
            return Optional.of("heading extension " + discarded.get(0));
        }
        return Stream.of(heading.primaryRecipients(), heading.copyRecipients(), heading.blindCopyRecipients())
                .flatMap(List::stream)
                .map(RecipientSpecifier::extensions)
                .filter(extensions -> !extensions.isEmpty())
                .map(extensions -> "extension " + extensions.get(0).type() + " of a recipient")
                .findFirst();
    }
}
