package org.openx400.mta.ipm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heading of an IPM, X.420 7.2. Absent fields are null or empty.
 *
 * @param thisIpm [APPLICATION 11], its own identifier
 * @param originator [0]
 * @param authorizingUsers [1]
 * @param primaryRecipients [2], "To"
 * @param copyRecipients [3], "Cc"
 * @param blindCopyRecipients [4], "Bcc"
 * @param repliedToIpm [5]
 * @param obsoletedIpms [6]
 * @param relatedIpms [7]
 * @param subject [8], 0..128 characters
 * @param expiryTime [9]
 * @param replyTime [10]
 * @param replyRecipients [11]
 * @param importance [12]
 * @param sensitivity [13]
 * @param autoForwarded [14]
 * @param extensions [15]
 */
public record Heading(
        IpmIdentifier thisIpm,
        @Nullable ORDescriptor originator,
        List<ORDescriptor> authorizingUsers,
        List<RecipientSpecifier> primaryRecipients,
        List<RecipientSpecifier> copyRecipients,
        List<RecipientSpecifier> blindCopyRecipients,
        @Nullable IpmIdentifier repliedToIpm,
        List<IpmIdentifier> obsoletedIpms,
        List<IpmIdentifier> relatedIpms,
        @Nullable String subject,
        @Nullable Instant expiryTime,
        @Nullable Instant replyTime,
        List<ORDescriptor> replyRecipients,
        Importance importance,
        @Nullable Sensitivity sensitivity,
        boolean autoForwarded,
        List<IpmExtension> extensions) {

    /** X.420 7.2.13; the position is the number on the wire. */
    public enum Importance {
        LOW,
        NORMAL,
        HIGH
    }

    /** X.420 7.2.14; the position plus one is the number on the wire. */
    public enum Sensitivity {
        PERSONAL,
        PRIVATE,
        COMPANY_CONFIDENTIAL
    }

    public Heading {
        authorizingUsers = List.copyOf(authorizingUsers);
        primaryRecipients = List.copyOf(primaryRecipients);
        copyRecipients = List.copyOf(copyRecipients);
        blindCopyRecipients = List.copyOf(blindCopyRecipients);
        obsoletedIpms = List.copyOf(obsoletedIpms);
        relatedIpms = List.copyOf(relatedIpms);
        replyRecipients = List.copyOf(replyRecipients);
        extensions = List.copyOf(extensions);
    }

    public static Builder builder(IpmIdentifier thisIpm) {
        return new Builder(thisIpm);
    }

    /** Collects fields; each call replaces what was there. */
    public static final class Builder {
        private IpmIdentifier thisIpm;
        private @Nullable ORDescriptor originator;
        private List<ORDescriptor> authorizingUsers = List.of();
        private List<RecipientSpecifier> primaryRecipients = List.of();
        private List<RecipientSpecifier> copyRecipients = List.of();
        private List<RecipientSpecifier> blindCopyRecipients = List.of();
        private @Nullable IpmIdentifier repliedToIpm;
        private List<IpmIdentifier> obsoletedIpms = List.of();
        private List<IpmIdentifier> relatedIpms = List.of();
        private @Nullable String subject;
        private @Nullable Instant expiryTime;
        private @Nullable Instant replyTime;
        private List<ORDescriptor> replyRecipients = List.of();
        private Importance importance = Importance.NORMAL;
        private @Nullable Sensitivity sensitivity;
        private boolean autoForwarded;
        private List<IpmExtension> extensions = List.of();

        private Builder(IpmIdentifier thisIpm) {
            this.thisIpm = thisIpm;
        }

        public Builder originator(ORDescriptor value) {
            originator = value;
            return this;
        }

        public Builder authorizingUsers(List<ORDescriptor> values) {
            authorizingUsers = values;
            return this;
        }

        public Builder primaryRecipients(List<RecipientSpecifier> values) {
            primaryRecipients = values;
            return this;
        }

        public Builder copyRecipients(List<RecipientSpecifier> values) {
            copyRecipients = values;
            return this;
        }

        public Builder blindCopyRecipients(List<RecipientSpecifier> values) {
            blindCopyRecipients = values;
            return this;
        }

        public Builder repliedToIpm(IpmIdentifier value) {
            repliedToIpm = value;
            return this;
        }

        public Builder obsoletedIpms(List<IpmIdentifier> values) {
            obsoletedIpms = values;
            return this;
        }

        public Builder relatedIpms(List<IpmIdentifier> values) {
            relatedIpms = values;
            return this;
        }

        public Builder subject(String value) {
            subject = value;
            return this;
        }

        public Builder expiryTime(Instant value) {
            expiryTime = value;
            return this;
        }

        public Builder replyTime(Instant value) {
            replyTime = value;
            return this;
        }

        public Builder replyRecipients(List<ORDescriptor> values) {
            replyRecipients = values;
            return this;
        }

        public Builder importance(Importance value) {
            importance = value;
            return this;
        }

        public Builder sensitivity(Sensitivity value) {
            sensitivity = value;
            return this;
        }

        public Builder autoForwarded(boolean value) {
            autoForwarded = value;
            return this;
        }

        public Builder extensions(List<IpmExtension> values) {
            extensions = values;
            return this;
        }

        Builder thisIpm(IpmIdentifier value) {
            thisIpm = value;
            return this;
        }

        public Heading build() {
            return new Heading(
                    thisIpm,
                    originator,
                    authorizingUsers,
                    primaryRecipients,
                    copyRecipients,
                    blindCopyRecipients,
                    repliedToIpm,
                    obsoletedIpms,
                    relatedIpms,
                    subject,
                    expiryTime,
                    replyTime,
                    replyRecipients,
                    importance,
                    sensitivity,
                    autoForwarded,
                    extensions);
        }
    }
}
