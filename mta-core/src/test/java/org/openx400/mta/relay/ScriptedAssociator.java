package org.openx400.mta.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Associator;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/** A transport that does what the test says and remembers what it was asked. */
public final class ScriptedAssociator implements Associator {
    /** What happens when an association is to be opened. */
    public interface OnOpen {
        void open(ScriptedAssociation association);
    }

    private final List<ScriptedAssociation> opened = new ArrayList<>();
    private OnOpen onOpen = association -> association.user().opened(association, true);

    public void onOpen(OnOpen script) {
        onOpen = script;
    }

    /** From now on nothing can be opened. */
    public void refuse() {
        onOpen = association -> association.user().openFailed("tcp", "connection refused");
    }

    /** All that were asked for, in order. */
    public List<ScriptedAssociation> opened() {
        return opened;
    }

    public ScriptedAssociation last() {
        return opened.get(opened.size() - 1);
    }

    @Override
    public void open(Connector connector, AssociationPort.User user) {
        ScriptedAssociation association = new ScriptedAssociation("a" + (opened.size() + 1), connector);
        association.user(user);
        opened.add(association);
        onOpen.open(association);
    }

    /** One association; what it is told to do is a list of words, what it transfers a list of octets. */
    public static final class ScriptedAssociation implements AssociationPort {
        private final String id;
        private final Connector connector;
        private final List<String> calls = new ArrayList<>();
        private final List<Octets> apdus = new ArrayList<>();
        private User user;
        private boolean confirms;

        public ScriptedAssociation(String id, Connector connector) {
            this.id = id;
            this.connector = connector;
        }

        public User user() {
            return user;
        }

        public void user(User itsUser) {
            user = itsUser;
        }

        /** Takes every APDU at once. */
        public ScriptedAssociation confirming() {
            confirms = true;
            return this;
        }

        public List<String> calls() {
            return calls;
        }

        public List<Octets> apdus() {
            return apdus;
        }

        public void confirm() {
            user.transferred(this);
        }

        public void refuse() {
            user.transferRefused(this, 6, "no");
        }

        public void lose() {
            user.ended(this, false, "connection reset");
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Connector connector() {
            return connector;
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress("127.0.0.1", 40000);
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress("127.0.0.2", 102);
        }

        @Override
        public void transfer(ApduSource apdu) {
            calls.add("transfer");
            try (apdu) {
                apdus.add(apdu.next(Math.toIntExact(apdu.length())));
            } catch (IOException e) {
                user.transferRefused(this, NOT_BY_PEER, "cannot be read: " + e.getMessage());
                return;
            }
            if (confirms) {
                confirm();
            }
        }

        @Override
        public void turnPlease(Priority mostUrgent) {
            calls.add("turnPlease " + mostUrgent);
        }

        @Override
        public void turnGive() {
            calls.add("turnGive");
        }

        @Override
        public void close() {
            calls.add("close");
            user.ended(this, true, "closed");
        }

        @Override
        public void abort(String why) {
            calls.add("abort");
            user.ended(this, false, why);
        }
    }
}
