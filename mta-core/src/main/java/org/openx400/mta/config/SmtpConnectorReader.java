package org.openx400.mta.config;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.SmtpConnector;

/** One connector of type {@code smtp} as it is written, to its definition. */
final class SmtpConnectorReader {
    private final Path folder;
    private final Secrets secrets;
    private final ConnectorKeys keys;
    private final Surroundings surroundings;
    private final Faults faults;

    SmtpConnectorReader(Path folder, Secrets secrets, ConnectorKeys keys, Surroundings surroundings, Faults faults) {
        this.folder = folder;
        this.secrets = secrets;
        this.keys = keys;
        this.surroundings = surroundings;
        this.faults = faults;
    }

    SmtpConnector read(SmtpFile.Connector in, String pointer) {
        if (in.hostName().indexOf('.') < 0) {
            faults.value(pointer + "/hostName", "is a short name: give the full name, which peers can look up");
        }
        if (!in.users().isEmpty() && in.tls() == null) {
            faults.value(pointer + "/users", "need tls, since passwords are only taken over it: give tls");
        }
        return new SmtpConnector(
                in.name(),
                in.hostName(),
                listen(in.listen(), pointer + "/listen"),
                keys.sourceAddress(in.sourceAddress(), pointer + "/sourceAddress"),
                mapping(in.mapping(), pointer + "/mapping"),
                keys.blocks(in.clients(), pointer + "/clients"),
                users(in.users(), pointer + "/users"),
                outgoing(in.outgoing(), pointer + "/outgoing"),
                tls(in.tls(), pointer + "/tls"),
                new SmtpConnector.Limits(
                        in.limits().connections(),
                        in.limits().perPeer(),
                        in.limits().recipients(),
                        Form.size(in.limits().size()),
                        in.limits().ratePerMinute(),
                        in.limits().authFailures()),
                SmtpConnector.ProtocolLog.valueOf(in.protocolLog().toUpperCase(Locale.ROOT)),
                addressSpace(in, pointer));
    }

    /** The addresses that stand for Internet addresses, and what else is given. */
    private List<AddressSpaceEntry> addressSpace(SmtpFile.Connector in, String pointer) {
        List<AddressSpaceEntry> entries =
                new ArrayList<>(keys.addressSpace(in.addressSpace(), pointer + "/addressSpace"));
        try {
            AddressPattern own = AddressPattern.parse(in.mapping().address());
            if (entries.stream().noneMatch(entry -> entry.pattern().equals(own))) {
                entries.add(new AddressSpaceEntry(own, 1));
            }
        } catch (ORAddressSyntaxException e) {
            faults.value(pointer + "/mapping/address", e);
        }
        return List.copyOf(entries);
    }

    private List<InetSocketAddress> listen(List<SmtpFile.Listen> in, String pointer) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            try {
                InetSocketAddress address = new InetSocketAddress(
                        CidrBlock.parseAddress(in.get(i).address()), in.get(i).port());
                if (!surroundings.isLocal().test(address.getAddress())) {
                    faults.warn(pointer + "/" + i + "/address", "is on no interface of this machine now");
                }
                if (addresses.contains(address)) {
                    faults.value(pointer + "/" + i, "is given twice");
                }
                addresses.add(address);
            } catch (IllegalArgumentException e) {
                faults.value(pointer + "/" + i + "/address", e);
            }
        }
        return List.copyOf(addresses);
    }

    private SmtpConnector.Mapping mapping(SmtpFile.Mapping in, String pointer) {
        ORAddress address = ORAddress.builder().build();
        try {
            address = ORAddressText.parse(in.address());
        } catch (ORAddressSyntaxException e) {
            // told where it is read as a pattern
        }
        return new SmtpConnector.Mapping(
                in.domain().toLowerCase(Locale.ROOT),
                address,
                in.table() == null ? null : file(in.table(), pointer + "/table"));
    }

    private Path file(String name, String pointer) {
        Path file = folder.resolve(name).normalize();
        if (!Files.isReadable(file)) {
            faults.value(pointer, "names the file " + file + ", which cannot be read");
        }
        return file;
    }

    private List<SmtpConnector.User> users(List<SmtpFile.User> in, String pointer) {
        List<SmtpConnector.User> users = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            users.add(new SmtpConnector.User(
                    in.get(i).name(), secrets.fetch(in.get(i).password(), pointer + "/" + i + "/password")));
        }
        return List.copyOf(users);
    }

    private SmtpConnector.@Nullable Tls tls(SmtpFile.@Nullable Tls in, String pointer) {
        return in == null
                ? null
                : new SmtpConnector.Tls(
                        file(in.certificate(), pointer + "/certificate"), file(in.key(), pointer + "/key"));
    }

    private SmtpConnector.Outgoing outgoing(SmtpFile.Outgoing in, String pointer) {
        return new SmtpConnector.Outgoing(
                smartHost(in.smartHost(), pointer + "/smartHost"),
                in.routes().stream()
                        .map(route -> new SmtpConnector.DomainRoute(
                                route.domain().toLowerCase(Locale.ROOT),
                                List.copyOf(route.hosts()),
                                route.port(),
                                protection(route.tls())))
                        .toList(),
                protection(in.tls()),
                in.trusted() == null ? null : file(in.trusted(), pointer + "/trusted"),
                in.atOnce(),
                in.perDestination(),
                Form.duration(in.retry()));
    }

    private SmtpConnector.@Nullable SmartHost smartHost(SmtpFile.@Nullable SmartHost in, String pointer) {
        if (in == null) {
            return null;
        }
        if (in.user() == null != (in.password() == null)) {
            faults.value(pointer, "has a user or a password, but not both");
        }
        if (in.user() != null && in.tls().equals("none")) {
            faults.value(pointer + "/tls", "is none, but the password is given only over TLS");
        }
        return new SmtpConnector.SmartHost(
                in.host(),
                in.port(),
                protection(in.tls()),
                in.user(),
                secrets.fetch(in.password(), pointer + "/password"));
    }

    private static SmtpConnector.Protection protection(String word) {
        return SmtpConnector.Protection.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
