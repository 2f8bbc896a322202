package org.openx400.mta.ipm;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** A body part of an IPM, X.420 7.3 and 7.4. */
public sealed interface BodyPart {
    /** The standard's name of the kind. */
    String kind();

    /**
     * ia5-text [0], X.420 7.3.1.
     *
     * @param repertoire 5 for IA5, 2 for ITA2
     * @param text lines end with CR LF on the wire
     */
    record Ia5Text(int repertoire, String text) implements BodyPart {
        public static final int IA5 = 5;
        public static final int ITA2 = 2;

        public static Ia5Text of(String text) {
            return new Ia5Text(IA5, text);
        }

        @Override
        public String kind() {
            return "ia5-text";
        }
    }

    /**
     * general-text, an extended body part, X.420 annex on general text.
     *
     * @param registrations ISO register numbers of the character sets that are used
     * @param octets a GeneralString with the escape sequences of ISO 2022; {@link GeneralString} reads it
     */
    record GeneralText(Set<Integer> registrations, Octets octets) implements BodyPart {
        public GeneralText {
            registrations = Set.copyOf(registrations);
        }

        @Override
        public String kind() {
            return "general-text";
        }

        /** In the smallest character set that can say it. */
        public static GeneralText of(String text) {
            return GeneralString.write(text);
        }

        /** In this character set if X.420 can name it and it can say the text, else in the smallest. */
        public static GeneralText of(String text, Charset preferred) {
            return GeneralString.write(text, preferred);
        }

        public String text() {
            return GeneralString.read(octets, registrations);
        }

        /** The one character set in which the text is, UTF-8 if there is more than one; it can say the text. */
        public Charset charset() {
            return GeneralString.charset(octets, registrations);
        }

        /** Whether {@link #text} says all of it: no character set is switched to that we do not know. */
        public boolean isReadable() {
            return GeneralString.isReadable(octets);
        }
    }

    /**
     * file-transfer, an extended body part, X.420 7.4.12. Parameters that are not named here are not kept.
     *
     * @param fileName last component of the path name, or null
     * @param created date and time of creation, or null
     * @param modified date and time of last modification, or null
     * @param userVisibleString what the environment says of the file to people
     * @param data the file
     */
    record FileTransfer(
            @Nullable String fileName,
            @Nullable Instant created,
            @Nullable Instant modified,
            List<String> userVisibleString,
            Octets data)
            implements BodyPart {
        public FileTransfer {
            userVisibleString = List.copyOf(userVisibleString);
        }

        /** Of which no more is known than its name and when it was changed, or not even that. */
        public FileTransfer(@Nullable String fileName, @Nullable Instant modified, Octets data) {
            this(fileName, null, modified, List.of(), data);
        }

        @Override
        public String kind() {
            return "file-transfer";
        }
    }

    /** bilaterally-defined [14]. */
    record BilaterallyDefined(Octets data) implements BodyPart {
        @Override
        public String kind() {
            return "bilaterally-defined";
        }
    }

    /**
     * message [9], a forwarded IPM, X.420 7.3.8.
     *
     * @param deliveryTime when it had been delivered, or null
     * @param deliveryEnvelope the OtherMessageDeliveryFields, BER as they came, or null
     * @param ipm what is forwarded
     */
    record ForwardedMessage(
            @Nullable Instant deliveryTime, @Nullable Octets deliveryEnvelope, InterpersonalMessage ipm)
            implements BodyPart {
        @Override
        public String kind() {
            return "message";
        }
    }

    /**
     * Any other, octet for octet.
     *
     * @param kind the standard's name, or the OBJECT IDENTIFIER of an extended body part
     * @param encoding the whole body part, BER
     */
    record Other(String kind, Octets encoding) implements BodyPart {}
}
