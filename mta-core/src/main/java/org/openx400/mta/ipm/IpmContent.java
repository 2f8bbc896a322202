package org.openx400.mta.ipm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.ipm.BodyPart.Ia5Text;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;

/**
 * What the envelope of an IPM tells about its content, X.420 clause 20.
 *
 * @param contentType 22 where 1984 could not read it, else 2
 * @param encodedInformationTypes the kinds of information in the body
 * @param content the IPM's octets
 */
public record IpmContent(ContentType contentType, EncodedInformationTypes encodedInformationTypes, Octets content) {
    private static final int BUILT_IN_BITS = 10;

    /** id-eit-file-transfer. */
    private static final String EIT_FILE_TRANSFER = "2.6.1.12.0";

    /** Character set registrations, followed by the number of the register. */
    private static final String EIT_CHARACTER_SET = "1.0.10021.7.1.0.";

    public static IpmContent of(InterpersonalMessage ipm) {
        return new IpmContent(contentType(ipm), encodedInformationTypes(ipm), IpmCodec.encode(ipm));
    }

    /** The kinds of information in the body, also of forwarded IPMs. */
    public static EncodedInformationTypes encodedInformationTypes(InterpersonalMessage ipm) {
        Set<Integer> builtIn = new TreeSet<>();
        Set<String> extended = new TreeSet<>();
        collect(ipm.body(), builtIn, extended);
        BitString bits = BitString.of(
                BUILT_IN_BITS, builtIn.stream().mapToInt(Integer::intValue).toArray());
        return new EncodedInformationTypes(bits, List.of(), List.copyOf(extended));
    }

    /** 22 if something of the 1988 edition or later is in it, else 2. */
    public static ContentType contentType(InterpersonalMessage ipm) {
        return is1988(ipm) ? ContentType.INTERPERSONAL_MESSAGING_1988 : ContentType.INTERPERSONAL_MESSAGING_1984;
    }

    private static void collect(List<BodyPart> body, Set<Integer> builtIn, Set<String> extended) {
        for (BodyPart part : body) {
            if (part instanceof Ia5Text) {
                builtIn.add(EncodedInformationTypes.IA5_TEXT);
            } else if (part instanceof BodyPart.GeneralText text) {
                text.registrations().forEach(number -> extended.add(EIT_CHARACTER_SET + number));
            } else if (part instanceof BodyPart.FileTransfer) {
                extended.add(EIT_FILE_TRANSFER);
            } else if (part instanceof BodyPart.ForwardedMessage forwarded) {
                collect(forwarded.ipm().body(), builtIn, extended);
            } else {
                builtIn.add(EncodedInformationTypes.UNKNOWN);
            }
        }
    }

    private static boolean is1988(InterpersonalMessage ipm) {
        Heading heading = ipm.heading();
        return !heading.extensions().isEmpty()
                || hasExtensions(heading.primaryRecipients())
                || hasExtensions(heading.copyRecipients())
                || hasExtensions(heading.blindCopyRecipients())
                || ipm.body().stream().anyMatch(IpmContent::is1988);
    }

    private static boolean is1988(BodyPart part) {
        if (part instanceof BodyPart.ForwardedMessage forwarded) {
            return is1988(forwarded.ipm());
        }
        return part instanceof BodyPart.GeneralText
                || part instanceof BodyPart.FileTransfer
                || part instanceof BodyPart.BilaterallyDefined
                || part instanceof BodyPart.Other other
                        && Character.isDigit(other.kind().charAt(0));
    }

    private static boolean hasExtensions(List<RecipientSpecifier> recipients) {
        return recipients.stream().anyMatch(recipient -> !recipient.extensions().isEmpty());
    }
}
