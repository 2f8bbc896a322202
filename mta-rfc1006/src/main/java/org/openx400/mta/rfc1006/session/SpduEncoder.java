package org.openx400.mta.rfc1006.session;

import static org.openx400.mta.rfc1006.session.SpduParameters.*;

import org.openx400.mta.octets.Octets;

/** One SPDU to the TSDU that carries it, with the GT or PT before it that its category demands. */
final class SpduEncoder {
    /** Most user data in PGI 193 of a CN; more goes into PGI 194. */
    static final int MOST_USER_DATA = 512;
    /** Most user data in PGI 194 of a CN; more goes into CDO. */
    static final int MOST_EXTENDED_USER_DATA = 10_240;

    private static final int NO_EXTENDED_CONCATENATION = 0;
    private static final int CONFIRMATION_NOT_REQUIRED = 0x01;
    private static final Octets GIVE_TOKENS = Octets.of(1, 0);
    private static final Octets PLEASE_TOKENS = Octets.of(2, 0);

    private SpduEncoder() {}

    static Octets encode(Spdu spdu) {
        if (spdu instanceof Spdu.Dt dt) {
            return Octets.concat(dataHeader(dt.enclosure()), dt.userInformation());
        }
        return prefixed(spdu.type(), parameters(spdu).spdu(spdu.type().si()));
    }

    /** GT and DT up to the user information, which is not counted by LI. */
    static Octets dataHeader(int enclosure) {
        return prefixed(SpduType.DT, new ParameterWriter().enclosure(enclosure).spdu(SpduType.DT.si()));
    }

    private static Octets prefixed(SpduType type, Octets spdu) {
        return switch (type.prefix()) {
            case NONE -> spdu;
            case GIVE_TOKENS -> Octets.concat(GIVE_TOKENS, spdu);
            case PLEASE_TOKENS -> Octets.concat(PLEASE_TOKENS, spdu);
        };
    }

    private static ParameterWriter parameters(Spdu spdu) {
        ParameterWriter out = new ParameterWriter();
        if (spdu instanceof Spdu.Cn cn) {
            return cn(out, cn);
        } else if (spdu instanceof Spdu.Ac ac) {
            return out.group(CONNECTION_IDENTIFIER, identifier(ac.identifier(), CALLED_USER_REFERENCE))
                    .group(CONNECT_ITEM, item(ac.item()))
                    .u16(REQUIREMENTS, ac.requirements())
                    .optional(CALLED_SSAP_SELECTOR, ac.respondingSSAPSelector())
                    .optional(USER_DATA, ac.userData());
        } else if (spdu instanceof Spdu.Rf rf) {
            out.u8(TRANSPORT_DISCONNECT, AbortCause.TRANSPORT_RELEASED).u16(REQUIREMENTS, rf.requirements());
            if (rf.versions() != 0) {
                out.u8(VERSION_NUMBER, rf.versions());
            }
            return out.octets(REASON_CODE, Octets.concat(Octets.of(rf.reason()), rf.userData()));
        } else if (spdu instanceof Spdu.Cdo cdo) {
            return out.u8(ENCLOSURE, cdo.enclosure()).optional(USER_DATA, cdo.userData());
        } else if (spdu instanceof Spdu.Oa oa) {
            return out.tsduSizes(oa.tsduMaximumSizes()).u8(VERSION_NUMBER, oa.versions());
        } else if (spdu instanceof Spdu.Fn fn) {
            return out.u8(TRANSPORT_DISCONNECT, fn.keepsTransport() ? 0 : AbortCause.TRANSPORT_RELEASED)
                    .optional(USER_DATA, fn.userData());
        } else if (spdu instanceof Spdu.Dn dn) {
            return out.optional(USER_DATA, dn.userData());
        } else if (spdu instanceof Spdu.Nf nf) {
            return out.optional(USER_DATA, nf.userData());
        } else if (spdu instanceof Spdu.Ab ab) {
            return out.u8(TRANSPORT_DISCONNECT, ab.cause())
                    .optional(REFLECT, ab.reflected())
                    .optional(USER_DATA, ab.userData());
        } else if (spdu instanceof Spdu.Gt gt) {
            return out.u8(TOKEN_ITEM, gt.tokens().bits());
        } else if (spdu instanceof Spdu.Pt pt) {
            return out.u8(TOKEN_ITEM, pt.tokens().bits()).optional(USER_DATA, pt.userData());
        }
        return inActivity(out, spdu);
    }

    private static ParameterWriter inActivity(ParameterWriter out, Spdu spdu) {
        if (spdu instanceof Spdu.Mip mip) {
            if (!mip.confirmationRequired()) {
                out.u8(SYNC_TYPE, CONFIRMATION_NOT_REQUIRED);
            }
            return out.serial(mip.serial()).optional(USER_DATA, mip.userData());
        } else if (spdu instanceof Spdu.Mia mia) {
            return out.serial(mia.serial()).optional(MIA_USER_DATA, mia.userData());
        } else if (spdu instanceof Spdu.As as) {
            return out.octets(ACTIVITY_IDENTIFIER, as.activityIdentifier()).optional(USER_DATA, as.userData());
        } else if (spdu instanceof Spdu.Ar ar) {
            return out.group(LINKING_INFORMATION, linking(ar))
                    .octets(ACTIVITY_IDENTIFIER, ar.activityIdentifier())
                    .optional(USER_DATA, ar.userData());
        } else if (spdu instanceof Spdu.Ae ae) {
            return out.serial(ae.serial()).optional(USER_DATA, ae.userData());
        } else if (spdu instanceof Spdu.Aea aea) {
            return out.serial(aea.serial()).optional(USER_DATA, aea.userData());
        } else if (spdu instanceof Spdu.Ai ai) {
            return out.u8(REASON_CODE, ai.reason());
        } else if (spdu instanceof Spdu.Ad ad) {
            return out.u8(REASON_CODE, ad.reason());
        } else if (spdu instanceof Spdu.Ed ed) {
            return out.u8(REASON_CODE, ed.reason()).optional(USER_DATA, ed.userData());
        } else if (spdu instanceof Spdu.Er er) {
            return out.optional(REFLECT, er.reflected());
        }
        return out; // AA, AIA, ADA, GTC, GTA
    }

    private static ParameterWriter cn(ParameterWriter out, Spdu.Cn cn) {
        out.group(CONNECTION_IDENTIFIER, identifier(cn.identifier(), CALLING_USER_REFERENCE))
                .group(CONNECT_ITEM, item(cn.item()))
                .u16(REQUIREMENTS, cn.requirements())
                .optional(CALLING_SSAP_SELECTOR, cn.callingSSAPSelector())
                .optional(CALLED_SSAP_SELECTOR, cn.calledSSAPSelector());
        if (cn.dataOverflow()) {
            out.u8(DATA_OVERFLOW, 1);
        }
        int code = cn.userData().length() <= MOST_USER_DATA ? USER_DATA : EXTENDED_USER_DATA;
        return out.optional(code, cn.userData());
    }

    private static ParameterWriter identifier(SessionConnectionIdentifier identifier, int reference) {
        return new ParameterWriter()
                .optional(reference, identifier.ssUserReference())
                .optional(COMMON_REFERENCE, identifier.commonReference())
                .optional(ADDITIONAL_REFERENCE, identifier.additionalReferenceInformation());
    }

    private static ParameterWriter item(ConnectItem item) {
        return new ParameterWriter()
                .u8(PROTOCOL_OPTIONS, NO_EXTENDED_CONCATENATION)
                .tsduSizes(item.tsduMaximumSizes())
                .u8(VERSION_NUMBER, item.versions())
                .u8(TOKEN_SETTING, item.tokenSetting());
    }

    private static ParameterWriter linking(Spdu.Ar ar) {
        ParameterWriter linking = ar.oldConnection() == null
                ? new ParameterWriter()
                : identifier(ar.oldConnection(), CALLING_USER_REFERENCE);
        return linking.octets(ACTIVITY_IDENTIFIER, ar.oldActivityIdentifier()).serial(ar.serial());
    }
}
