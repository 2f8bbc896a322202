package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** The SPDUs, X.225 8.3, named and filled as there. User data that is absent is empty. */
sealed interface Spdu {
    SpduType type();

    /**
     * CONNECT.
     *
     * @param dataOverflow PI 60: more user data follows in CDO
     */
    record Cn(
            SessionConnectionIdentifier identifier,
            ConnectItem item,
            int requirements,
            Octets callingSSAPSelector,
            Octets calledSSAPSelector,
            boolean dataOverflow,
            Octets userData)
            implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.CN;
        }
    }

    /** ACCEPT. */
    record Ac(
            SessionConnectionIdentifier identifier,
            ConnectItem item,
            int requirements,
            Octets respondingSSAPSelector,
            Octets userData)
            implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AC;
        }
    }

    /** REFUSE; {@code versions} is PI 22, 0 if absent. */
    record Rf(int requirements, int versions, int reason, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.RF;
        }
    }

    /** CONNECT DATA OVERFLOW. */
    record Cdo(int enclosure, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.CDO;
        }
    }

    /** OVERFLOW ACCEPT. */
    record Oa(TsduSizes tsduMaximumSizes, int versions) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.OA;
        }
    }

    /**
     * FINISH.
     *
     * @param keepsTransport PI 17: the peer wants to use the transport connection again; never said by us
     */
    record Fn(boolean keepsTransport, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.FN;
        }
    }

    /** DISCONNECT. */
    record Dn(Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.DN;
        }
    }

    /** NOT FINISHED. */
    record Nf(Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.NF;
        }
    }

    /** ABORT; {@code cause} is bits of {@link AbortCause}. */
    record Ab(int cause, Octets reflected, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AB;
        }
    }

    /** DATA TRANSFER; {@code enclosure} is bits of {@link Enclosure}. */
    record Dt(int enclosure, Octets userInformation) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.DT;
        }
    }

    /** GIVE TOKENS, alone in its TSDU or as a prefix with a token item. */
    record Gt(Tokens tokens) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.GT;
        }
    }

    /** PLEASE TOKENS, alone in its TSDU or as a prefix with a token item. */
    record Pt(Tokens tokens, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.PT;
        }
    }

    /** MINOR SYNC POINT. */
    record Mip(int serial, boolean confirmationRequired, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.MIP;
        }
    }

    /** MINOR SYNC ACK; its user data is PI 46. */
    record Mia(int serial, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.MIA;
        }
    }

    /** ACTIVITY START. */
    record As(Octets activityIdentifier, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AS;
        }
    }

    /** ACTIVITY RESUME. */
    record Ar(
            Octets activityIdentifier,
            Octets oldActivityIdentifier,
            int serial,
            @Nullable SessionConnectionIdentifier oldConnection,
            Octets userData)
            implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AR;
        }
    }

    /** ACTIVITY INTERRUPT. */
    record Ai(int reason) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AI;
        }
    }

    /** ACTIVITY DISCARD. */
    record Ad(int reason) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AD;
        }
    }

    /** ACTIVITY END. */
    record Ae(int serial, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AE;
        }
    }

    /** ACTIVITY END ACK. */
    record Aea(int serial, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.AEA;
        }
    }

    /** EXCEPTION DATA. */
    record Ed(int reason, Octets userData) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.ED;
        }
    }

    /** EXCEPTION REPORT; its parameter reflects octets of the SPDU that was wrong. */
    record Er(Octets reflected) implements Spdu {
        @Override
        public SpduType type() {
            return SpduType.ER;
        }
    }

    /** AA, AIA, ADA, GTC and GTA, which have no parameters. */
    record Plain(SpduType type) implements Spdu {}
}
