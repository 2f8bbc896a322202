package org.openx400.mta.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Octets;

/** One connector as it is written, to its definition. */
final class ConnectorReader {
    /** More than session and presentation put around the octets between two checkpoints. */
    private static final long WRAPPING = 1024;

    private final MtaCredentials ours;
    private final long tsdu;
    private final Secrets secrets;
    private final ConnectorKeys keys;
    private final Faults faults;

    ConnectorReader(MtaCredentials ours, long tsdu, Secrets secrets, ConnectorKeys keys, Faults faults) {
        this.ours = ours;
        this.tsdu = tsdu;
        this.secrets = secrets;
        this.keys = keys;
        this.faults = faults;
    }

    Connector read(ConnectorFile.Connector in, String pointer) {
        Mode mode = mode(in.mode());
        boolean credentials = in.match().equals("credentials");
        Connector connector = new Connector(
                in.name(),
                remote(in.remote(), pointer + "/remote"),
                credentials ? Connector.Match.CREDENTIALS : Connector.Match.ADDRESS,
                keys.sourceAddress(in.sourceAddress(), pointer + "/sourceAddress"),
                new MtaCredentials(in.mta().name(), secrets.fetch(in.mta().password(), pointer + "/mta/password")),
                local(in.local(), pointer + "/local"),
                selectors(in.selectors().outgoing(), mode, pointer + "/selectors/outgoing"),
                selectors(in.selectors().incoming(), mode, pointer + "/selectors/incoming"),
                mode,
                in.dialogue().equals("two-way-alternate"),
                rts(in.rts(), pointer + "/rts"),
                new Connector.Retry(
                        Form.duration(in.retry().openInterval()),
                        Form.duration(in.retry().transferInterval()),
                        in.retry().maximumTransferRetries()),
                association(in.association(), pointer + "/association"),
                keys.addressSpace(in.addressSpace(), pointer + "/addressSpace"),
                in.schedule().equals("never") ? Connector.Schedule.NEVER : Connector.Schedule.ALWAYS,
                new Connector.Peculiarities(
                        in.peculiarities().extensionTypeForm1988(),
                        in.peculiarities().omitInternalTrace(),
                        in.peculiarities().recogniseDuplicates()));
        boolean allAddressesRead =
                connector.remote().addresses().size() == in.remote().addresses().size();
        if (allAddressesRead) {
            checkReachable(connector, pointer);
        }
        return connector;
    }

    private static Mode mode(String word) {
        for (Mode mode : Mode.values()) {
            if (mode.toString().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("the schema lets no other mode through: " + word);
    }

    private Connector.Remote remote(ConnectorFile.Remote in, String pointer) {
        for (int i = 0; i < in.hosts().size(); i++) {
            if (in.hosts().get(i).indexOf('.') < 0) {
                faults.warn(
                        pointer + "/hosts/" + i,
                        "is a short name, which resolves differently from machine to machine: give the full name");
            }
        }
        return new Connector.Remote(
                List.copyOf(in.hosts()), keys.blocks(in.addresses(), pointer + "/addresses"), in.port());
    }

    private void checkReachable(Connector connector, String pointer) {
        boolean dialable = !connector.remote().hosts().isEmpty()
                || connector.remote().addresses().stream().anyMatch(CidrBlock::isSingle);
        boolean matched = !connector.remote().hosts().isEmpty()
                || !connector.remote().addresses().isEmpty();
        if (connector.schedule() == Connector.Schedule.ALWAYS && !dialable) {
            faults.value(
                    pointer + "/remote", "has no host and no single address to dial: give one, or set schedule: never");
        }
        InetAddress source = connector.sourceAddress();
        if (source != null && dialable && connector.remote().hosts().isEmpty() && !hasFamilyOf(source, connector)) {
            faults.value(
                    pointer + "/sourceAddress",
                    "is of another address family than the peer's addresses, so none of them can be reached from it");
        }
        if (connector.match() == Connector.Match.ADDRESS && !matched) {
            faults.value(
                    pointer + "/remote",
                    "has neither hosts nor addresses, by which the peer would be recognised: give some, or set match:"
                            + " credentials");
        }
        if (connector.match() == Connector.Match.CREDENTIALS
                && connector.mta().password().isEmpty()) {
            faults.value(
                    pointer + "/mta", "needs a password: with match: credentials nothing else protects the connector");
        }
    }

    private static boolean hasFamilyOf(InetAddress source, Connector connector) {
        return connector.remote().addresses().stream()
                .filter(CidrBlock::isSingle)
                .anyMatch(block -> block.address() instanceof Inet4Address == source instanceof Inet4Address);
    }

    private MtaCredentials local(ConnectorFile.OwnCredentials in, String pointer) {
        Secret password = in.password() == null ? ours.password() : secrets.fetch(in.password(), pointer + "/password");
        return new MtaCredentials(in.name() == null ? ours.name() : in.name(), password);
    }

    private Selectors selectors(ConnectorFile.Selectors in, Mode mode, String pointer) {
        if (!mode.isNormal()) {
            refuseInX410Mode(in.s(), mode, pointer + "/s", "session");
            refuseInX410Mode(in.p(), mode, pointer + "/p", "presentation");
        }
        return new Selectors(selector(in.t()), selector(in.s()), selector(in.p()));
    }

    private void refuseInX410Mode(@Nullable String selector, Mode mode, String pointer, String layer) {
        if (selector != null) {
            faults.value(pointer, "is a " + layer + " selector, which mode " + mode + " does not have: take it out");
        }
    }

    private static Octets selector(@Nullable String text) {
        return text == null ? Octets.NONE : Form.selector(text);
    }

    private Connector.Rts rts(ConnectorFile.Rts in, String pointer) {
        long octets = Form.size(in.checkpointSize());
        if (octets + WRAPPING > tsdu) {
            faults.value(
                    pointer + "/checkpointSize",
                    "leaves no room in limits.tsdu, which must be at least 1KB more: what lies between two checkpoints"
                            + " comes as one TSDU");
        }
        return new Connector.Rts(Math.toIntExact(octets / 1024), in.windowSize(), Form.duration(in.recoveryTimeout()));
    }

    private Connector.Association association(ConnectorFile.Association in, String pointer) {
        if (in.reservedForUrgent() >= in.maximum()) {
            faults.value(
                    pointer + "/reservedForUrgent",
                    "must be less than maximum, which is " + in.maximum()
                            + ", or nothing but urgent messages would go");
        }
        return new Connector.Association(
                Form.duration(in.lifetime()),
                Form.duration(in.disconnect()),
                in.threshold(),
                in.maximum(),
                in.reservedForUrgent(),
                Form.duration(in.transferTimeout()));
    }
}
