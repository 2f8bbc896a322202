package org.openx400.mta.rfc1006.mts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.rtse.RtIndication;

/** How a bind error travels as RTSE's refuse reason in X.410 mode, X.419 and X.228 9. */
final class BindRefusal {
    private static final int RTS_BUSY = 0;
    private static final int CANNOT_RECOVER = 1;
    static final int VALIDATION_FAILURE = 2;
    private static final int UNACCEPTABLE_DIALOGUE_MODE = 3;

    private BindRefusal() {}

    static int refuseReason(BindError error) {
        return switch (error) {
            case BUSY -> RTS_BUSY;
            case CANNOT_RECOVER -> CANNOT_RECOVER;
            case UNACCEPTABLE_DIALOGUE_MODE -> UNACCEPTABLE_DIALOGUE_MODE;
            case AUTHENTICATION_ERROR, UNACCEPTABLE_SECURITY_CONTEXT, INADEQUATE_ASSOCIATION_CONFIDENTIALITY ->
                VALIDATION_FAILURE;
        };
    }

    static @Nullable BindError bindError(int refuseReason) {
        return switch (refuseReason) {
            case RTS_BUSY -> BindError.BUSY;
            case CANNOT_RECOVER -> BindError.CANNOT_RECOVER;
            case VALIDATION_FAILURE -> BindError.AUTHENTICATION_ERROR;
            case UNACCEPTABLE_DIALOGUE_MODE -> BindError.UNACCEPTABLE_DIALOGUE_MODE;
            default -> null;
        };
    }

    /** The name of the error and, where that says little, what it means. */
    private static String text(BindError error) {
        String name = error.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return error == BindError.AUTHENTICATION_ERROR
                ? name + ": the peer does not accept our name or password"
                : name;
    }

    /** What the initiator is told of a refusal. */
    static AssociationEffect.Refused refused(RtIndication.Refused refused) {
        BindError error = null;
        String why = refused.why();
        Integer reason = refused.refuseReason();
        Octets userData = refused.userData();
        if (reason != null) {
            error = bindError(reason);
        } else if (userData != null) {
            try {
                error = BindCodec.error(userData);
            } catch (DecodeException e) {
                why += ", and its MTABindError cannot be read: " + e.getMessage();
            }
        }
        if (error == null) {
            return new AssociationEffect.Refused(refused.layer(), why, null);
        }
        return new AssociationEffect.Refused("mts", text(error), error);
    }
}
