package org.openx400.mta.rfc1006.session;

import static org.openx400.mta.rfc1006.session.SpduParameters.*;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SpduType.Prefix;

/** One TSDU to the SPDUs in it. */
final class SpduDecoder {
    static final int LONGEST_SELECTOR = 16;
    static final int LONGEST_REFERENCE = 64;
    static final int LONGEST_ADDITIONAL_REFERENCE = 4;
    static final int LONGEST_ACTIVITY_IDENTIFIER = 6;

    /** User data is bounded by the TSDU that it is in. */
    private static final int ANY_LENGTH = Integer.MAX_VALUE;

    private final SpduType type;
    private final SpduParameters parameters;

    private SpduDecoder(SpduType type, OctetReader parameters) throws DecodeException {
        this.type = type;
        this.parameters = SpduParameters.read(type.name(), parameters);
    }

    /**
     * The SPDUs of a TSDU in the order in which they are processed: with basic concatenation (6.3.7) the category 2 SPDU,
     * then the GT or PT before it if that has a token item.
     */
    static List<Spdu> decode(Octets tsdu) throws SpduException {
        try {
            OctetReader in = tsdu.reader();
            SpduDecoder first = next(in, Prefix.NONE);
            if (first.type != SpduType.GT && first.type != SpduType.PT) {
                return List.of(last(first, in));
            }
            Spdu tokens = first.spdu(Octets.NONE);
            if (!in.hasMore()) {
                return List.of(tokens);
            }
            Prefix prefix = first.type == SpduType.GT ? Prefix.GIVE_TOKENS : Prefix.PLEASE_TOKENS;
            Spdu second = last(next(in, prefix), in);
            return first.parameters.has(TOKEN_ITEM) ? List.of(second, tokens) : List.of(second);
        } catch (SpduException e) {
            throw e;
        } catch (DecodeException e) {
            throw SpduException.protocolError(e.field(), e.offset(), e.problem());
        }
    }

    private static SpduDecoder next(OctetReader in, Prefix prefix) throws DecodeException {
        int at = in.offset();
        int si = in.u8("SI");
        @Nullable SpduType type = SpduType.of(si, prefix);
        if (type == null) {
            String where = prefix == Prefix.NONE ? "" : prefix == Prefix.GIVE_TOKENS ? " after GT" : " after PT";
            throw SpduException.protocolError("SI", at, si + where + " is no SPDU of the functional units selected");
        }
        return new SpduDecoder(type, in.sub(type.name(), readLength(in, type.name())));
    }

    /** Only the user information of DT may follow: we never agree to extended concatenation. */
    private static Spdu last(SpduDecoder spdu, OctetReader in) throws DecodeException {
        if (in.hasMore() && spdu.type != SpduType.DT) {
            throw SpduException.protocolError(spdu.type.name(), in.offset(), in.remaining() + " octets follow it");
        }
        return spdu.spdu(in.rest());
    }

    private Spdu spdu(Octets userInformation) throws DecodeException {
        return switch (type) {
            case CN -> cn();
            case AC -> ac();
            case RF -> rf();
            case CDO -> new Spdu.Cdo(parameters.number(ENCLOSURE, 1, Enclosure.WHOLE), userData());
            case OA -> new Spdu.Oa(tsduSizes(parameters), parameters.number(VERSION_NUMBER, 1, ConnectItem.VERSION_1));
            case FN -> fn();
            case DN -> new Spdu.Dn(userData());
            case NF -> new Spdu.Nf(userData());
            case AB ->
                new Spdu.Ab(
                        parameters.number(TRANSPORT_DISCONNECT, 1, AbortCause.TRANSPORT_RELEASED),
                        parameters.octets(REFLECT, ANY_LENGTH),
                        userData());
            case GT -> new Spdu.Gt(tokens());
            case PT -> new Spdu.Pt(tokens(), userData());
            case DT -> new Spdu.Dt(parameters.number(ENCLOSURE, 1, Enclosure.WHOLE), userInformation);
            case MIP -> new Spdu.Mip(serial(), (parameters.number(SYNC_TYPE, 1, 0) & 0x01) == 0, wholeUserData());
            case MIA -> new Spdu.Mia(serial(), parameters.octets(MIA_USER_DATA, ANY_LENGTH));
            case AS -> new Spdu.As(activityIdentifier(parameters), wholeUserData());
            case AR -> ar();
            case AI -> new Spdu.Ai(reason());
            case AD -> new Spdu.Ad(reason());
            case AE -> new Spdu.Ae(serial(), wholeUserData());
            case AEA -> new Spdu.Aea(serial(), wholeUserData());
            case ED -> new Spdu.Ed(reason(), wholeUserData());
            case ER -> new Spdu.Er(parameters.octets(REFLECT, ANY_LENGTH));
            case AA, AIA, ADA, GTC, GTA -> new Spdu.Plain(type);
        };
    }

    private Spdu.Cn cn() throws DecodeException {
        return new Spdu.Cn(
                identifier(parameters.group(CONNECTION_IDENTIFIER), CALLING_USER_REFERENCE),
                connectItem(),
                parameters.number(REQUIREMENTS, 2, FunctionalUnits.ABSENT),
                parameters.octets(CALLING_SSAP_SELECTOR, LONGEST_SELECTOR),
                parameters.octets(CALLED_SSAP_SELECTOR, LONGEST_SELECTOR),
                (parameters.number(DATA_OVERFLOW, 1, 0) & 0x01) != 0,
                parameters.has(EXTENDED_USER_DATA) ? parameters.octets(EXTENDED_USER_DATA, ANY_LENGTH) : userData());
    }

    private Spdu.Ac ac() throws DecodeException {
        return new Spdu.Ac(
                identifier(parameters.group(CONNECTION_IDENTIFIER), CALLED_USER_REFERENCE),
                connectItem(),
                parameters.number(REQUIREMENTS, 2, FunctionalUnits.ABSENT),
                parameters.octets(CALLED_SSAP_SELECTOR, LONGEST_SELECTOR),
                wholeUserData());
    }

    private Spdu.Rf rf() throws DecodeException {
        return new Spdu.Rf(
                parameters.number(REQUIREMENTS, 2, FunctionalUnits.ABSENT),
                parameters.number(VERSION_NUMBER, 1, 0),
                parameters.firstOctet(REASON_CODE, 0),
                parameters.afterFirstOctet(REASON_CODE));
    }

    private Spdu.Fn fn() throws DecodeException {
        int disconnect = parameters.number(TRANSPORT_DISCONNECT, 1, AbortCause.TRANSPORT_RELEASED);
        return new Spdu.Fn((disconnect & AbortCause.TRANSPORT_RELEASED) == 0, userData());
    }

    private Spdu.Ar ar() throws DecodeException {
        SpduParameters linking = parameters.group(LINKING_INFORMATION);
        boolean otherConnection = linking.has(CALLING_USER_REFERENCE)
                || linking.has(CALLED_USER_REFERENCE)
                || linking.has(COMMON_REFERENCE);
        int reference = linking.has(CALLING_USER_REFERENCE) ? CALLING_USER_REFERENCE : CALLED_USER_REFERENCE;
        return new Spdu.Ar(
                activityIdentifier(parameters),
                activityIdentifier(linking),
                linking.serialNumber(),
                otherConnection ? identifier(linking, reference) : null,
                wholeUserData());
    }

    private static SessionConnectionIdentifier identifier(SpduParameters group, int reference) throws SpduException {
        return new SessionConnectionIdentifier(
                group.octets(reference, LONGEST_REFERENCE),
                group.octets(COMMON_REFERENCE, LONGEST_REFERENCE),
                group.octets(ADDITIONAL_REFERENCE, LONGEST_ADDITIONAL_REFERENCE));
    }

    private ConnectItem connectItem() throws DecodeException {
        SpduParameters item = parameters.group(CONNECT_ITEM);
        return new ConnectItem(
                tsduSizes(item),
                item.number(VERSION_NUMBER, 1, ConnectItem.VERSION_1),
                item.number(TOKEN_SETTING, 1, ConnectItem.TOKENS_WITH_INITIATOR));
    }

    private static TsduSizes tsduSizes(SpduParameters in) throws SpduException {
        int both = in.number(TSDU_MAXIMUM_SIZE, 4, 0);
        return new TsduSizes(both >>> 16, both & 0xffff);
    }

    private Tokens tokens() throws SpduException {
        return new Tokens(parameters.number(TOKEN_ITEM, 1, 0));
    }

    private int serial() throws SpduException {
        return parameters.serialNumber();
    }

    private int reason() throws SpduException {
        return parameters.firstOctet(REASON_CODE, SessionReason.NO_SPECIFIC_REASON);
    }

    private static Octets activityIdentifier(SpduParameters in) throws SpduException {
        return in.mandatoryOctets(ACTIVITY_IDENTIFIER, LONGEST_ACTIVITY_IDENTIFIER);
    }

    private Octets userData() throws SpduException {
        return parameters.octets(USER_DATA, ANY_LENGTH);
    }

    /** We take segments of DT and CDO only; RTSE has no user data that needs them elsewhere. */
    private Octets wholeUserData() throws SpduException {
        if (parameters.number(ENCLOSURE, 1, Enclosure.WHOLE) != Enclosure.WHOLE) {
            throw new SpduException(AbortCause.IMPLEMENTATION_RESTRICTION, type.name(), 0, "is segmented");
        }
        return userData();
    }
}
