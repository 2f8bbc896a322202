package org.openx400.mta.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.ConnectorOverlap;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.resolve.ResolverSettings;
import org.openx400.mta.routing.LocalUser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A configuration whose shape was checked, to what it means. Sections without the right shape are passed over. */
final class ConfigurationReader {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("[?&](ssl)?password=|//[^/?]*@", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final Path folder;
    private final ObjectNode tree;
    private final Surroundings surroundings;
    private final Faults faults;
    private final Secrets secrets;

    ConfigurationReader(Path file, ObjectNode tree, Surroundings surroundings, Faults faults) {
        this.file = file;
        this.folder = folder(file);
        this.tree = tree;
        this.surroundings = surroundings;
        this.faults = faults;
        this.secrets = new Secrets(folder, surroundings.environment(), faults);
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    MtaConfiguration read() throws ConfigurationException {
        Optional<ConfigurationFile.Mta> mta = bind("/mta", ConfigurationFile.Mta.class);
        MtaCredentials ours = mta.map(m -> new MtaCredentials(m.name(), secrets.fetch(m.password(), "/mta/password")))
                .orElse(new MtaCredentials("", Secret.NONE));
        ClusterReader cluster = bind("/cluster", ConfigurationFile.Cluster.class)
                .map(in -> new ClusterReader(in, surroundings, faults))
                .orElse(null);
        List<InetSocketAddress> listen = listen(cluster);
        Optional<ConfigurationFile.Limits> limits = bind("/limits", ConfigurationFile.Limits.class);
        long tsdu = limits.map(l -> Form.size(l.tsdu())).orElse(Long.MAX_VALUE);
        Surroundings around = cluster == null ? surroundings : surroundings.with(cluster::hasAddress);
        ConnectorKeys keys = new ConnectorKeys(around, faults);
        List<SmtpConnector> smtpConnectors = new ArrayList<>();
        List<Connector> connectors = connectors(
                new ConnectorReader(ours, tsdu, secrets, keys, faults),
                new SmtpConnectorReader(folder, secrets, keys, around, faults),
                cluster,
                smtpConnectors);
        List<LocalUser> localUsers = localUsers();
        Optional<ConfigurationFile.Store> store = bind("/store", ConfigurationFile.Store.class);
        Optional<ConfigurationFile.Expiry> expiry = bind("/expiry", ConfigurationFile.Expiry.class);
        Optional<ConfigurationFile.Events> events = bind("/events", ConfigurationFile.Events.class);
        ResolverSettings resolver = bind("/resolver", ResolverFile.Resolver.class)
                .map(in -> new ResolverReader(folder, surroundings, faults).read(in))
                .orElse(null);
        if (cluster != null) {
            checkCluster();
        }
        Secret storePassword = store.map(this::storePassword).orElse(Secret.NONE);
        faults.throwIfAny();
        Path data = folder.resolve(mta.orElseThrow().data()).normalize();
        return new MtaConfiguration(
                ours,
                domain(mta.orElseThrow().domain()),
                data,
                node(mta.orElseThrow().node()),
                new MtaConfiguration.Store(
                        storeUrl(store.orElseThrow().url(), data),
                        store.orElseThrow().user(),
                        storePassword),
                listen,
                connectors,
                List.copyOf(smtpConnectors),
                expiry(expiry.orElseThrow()),
                localUsers,
                limits(limits.orElseThrow()),
                new MtaConfiguration.Events(
                        Form.size(events.orElseThrow().size()),
                        events.orElseThrow().count()),
                resolver,
                data.resolve(mta.orElseThrow().mailboxes().folder()).normalize(),
                cluster == null ? null : cluster.cluster(),
                faults.warnings());
    }

    /** What the nodes of a cluster must share. */
    private void checkCluster() {
        if (!tree.at("/store/url").asString("").startsWith(POSTGRESQL)) {
            faults.key(
                    "/cluster", "needs a queue that its nodes share: set store.url to jdbc:postgresql://HOST/DATABASE");
        }
        if (count("/localUsers") > 0 && !tree.at("/mta/mailboxes/shared").asBoolean(false)) {
            faults.key(
                    "/localUsers",
                    "need mailboxes that all nodes of the cluster share: set mta.mailboxes to { folder: ..., shared: true }");
        }
        JsonNode node = tree.at("/mta/node");
        if (node.isString() && !node.equals(tree.at("/cluster/node"))) {
            faults.value("/mta/node", "differs from cluster.node: take it out");
        }
    }

    private <T> Optional<T> bind(String pointer, Class<T> type) {
        return faults.usable(pointer) && tree.at(pointer).isObject()
                ? Optional.of(YAML.treeToValue(tree.at(pointer), type))
                : Optional.empty();
    }

    /** How many items a list has; those without the right shape count too. */
    private int count(String list) {
        return tree.at(list).isArray() ? tree.at(list).size() : 0;
    }

    private static GlobalDomainIdentifier domain(ConfigurationFile.Domain in) {
        boolean digits = Character.isDigit(in.country().charAt(0));
        return new GlobalDomainIdentifier(
                new NumericOrPrintable(digits, in.country()),
                NumericOrPrintable.printable(in.admd()),
                in.prmd() == null ? null : NumericOrPrintable.printable(in.prmd()));
    }

    private String node(@Nullable String name) {
        JsonNode inCluster = tree.at("/cluster/node");
        String otherwise = inCluster.isString() ? inCluster.asString() : surroundings.hostName();
        return name == null ? otherwise : name;
    }

    private static String storeUrl(String url, Path data) {
        return url.startsWith(SQLITE) ? SQLITE + data.resolve(url.substring(SQLITE.length())) : url;
    }

    private Secret storePassword(ConfigurationFile.Store in) {
        if (in.url().startsWith(SQLITE)) {
            if (in.user() != null || in.password() != null) {
                faults.value("/store", "has a user or password, which " + SQLITE + " has not");
            }
        } else if (PASSWORD_IN_URL.matcher(in.url()).find()) {
            faults.value("/store/url", "has a password: give store.password, as file:PATH or env:NAME");
        }
        return secrets.fetch(in.password(), "/store/password");
    }

    private List<InetSocketAddress> listen(@Nullable ClusterReader cluster) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count("/listen"); i++) {
            String pointer = "/listen/" + i;
            bind(pointer, ConfigurationFile.Listen.class).ifPresent(in -> {
                try {
                    InetSocketAddress address = new InetSocketAddress(CidrBlock.parseAddress(in.address()), in.port());
                    if (cluster != null) {
                        cluster.listen(address, pointer);
                    } else if (!surroundings.isLocal().test(address.getAddress())) {
                        faults.warn(pointer + "/address", "is on no interface of this machine now");
                    }
                    if (addresses.contains(address)) {
                        faults.value(pointer, "is given twice");
                    }
                    addresses.add(address);
                } catch (IllegalArgumentException e) {
                    faults.value(pointer + "/address", e);
                }
            });
        }
        return List.copyOf(addresses);
    }

    private List<Connector> connectors(
            ConnectorReader reader,
            SmtpConnectorReader smtpReader,
            @Nullable ClusterReader cluster,
            List<SmtpConnector> smtpConnectors) {
        Map<String, String> first = new HashMap<>();
        Map<String, List<Connector>> sameMta = new HashMap<>();
        List<Connector> connectors = new ArrayList<>();
        for (int i = 0; i < count("/connectors"); i++) {
            String pointer = "/connectors/" + i;
            String name = tree.at(pointer + "/name").asString("");
            String before = name.isEmpty() ? null : first.putIfAbsent(name, pointer);
            if (before != null) {
                faults.value(pointer + "/name", "is the name of two connectors: " + name);
            }
            if (tree.at(pointer + "/type").asString("").equals("smtp")) {
                bind(pointer, SmtpFile.Connector.class).ifPresent(in -> {
                    SmtpConnector connector = smtpReader.read(in, pointer);
                    checkGroup(in.group(), pointer);
                    smtpConnectors.add(cluster == null ? connector : cluster.add(connector, in.group(), pointer));
                });
                continue;
            }
            bind(pointer, ConnectorFile.Connector.class).ifPresent(in -> {
                Connector connector = reader.read(in, pointer);
                List<Connector> alike = sameMta.computeIfAbsent(connector.mta().name(), mta -> new ArrayList<>());
                alike.forEach(other -> tellApart(other, connector, pointer));
                alike.add(connector);
                connectors.add(connector);
                checkGroup(in.group(), pointer);
                if (cluster != null) {
                    cluster.add(connector, in.group(), pointer);
                }
            });
        }
        return List.copyOf(connectors);
    }

    private void checkGroup(@Nullable String group, String pointer) {
        if (group != null && !tree.has("cluster")) {
            faults.value(pointer + "/group", "is given, but there is no section cluster");
        }
    }

    private void tellApart(Connector first, Connector second, String pointer) {
        ConnectorOverlap.between(first, second)
                .ifPresent(common -> faults.value(
                        pointer + "/name",
                        "cannot be told from connector " + first.name() + " by an incoming connection: " + common));
    }

    private List<LocalUser> localUsers() {
        List<LocalUser> users = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count("/localUsers"); i++) {
            String pointer = "/localUsers/" + i;
            bind(pointer, ConfigurationFile.LocalUser.class).ifPresent(in -> {
                List<ORAddress> addresses = new ArrayList<>();
                if (in.address() != null) {
                    address(in.address(), pointer + "/address", seen).ifPresent(addresses::add);
                }
                for (int j = 0; j < in.addresses().size(); j++) {
                    address(in.addresses().get(j), pointer + "/addresses/" + j, seen)
                            .ifPresent(addresses::add);
                }
                if (in.address() == null && in.addresses().isEmpty()) {
                    faults.value(pointer, "has no address: give address or addresses");
                }
                users.add(new LocalUser(List.copyOf(addresses), in.mailbox()));
            });
        }
        return List.copyOf(users);
    }

    private Optional<ORAddress> address(String text, String pointer, Set<String> seen) {
        try {
            ORAddress address = ORAddressText.parse(text);
            if (!seen.add(address.key())) {
                faults.value(pointer, "is the address of a user above: " + text);
            }
            return Optional.of(address);
        } catch (ORAddressSyntaxException e) {
            faults.value(pointer, e);
            return Optional.empty();
        }
    }

    private static MtaConfiguration.Expiry expiry(ConfigurationFile.Expiry in) {
        return new MtaConfiguration.Expiry(
                Form.duration(in.urgent()), Form.duration(in.normal()), Form.duration(in.nonUrgent()));
    }

    private static MtaConfiguration.Limits limits(ConfigurationFile.Limits in) {
        return new MtaConfiguration.Limits(
                in.associations(),
                in.perPeer(),
                in.halfOpen(),
                in.halfOpenPerAddress(),
                in.ratePerPeer(),
                in.queuedPerPeer(),
                Form.size(in.content()),
                in.apdu() == null ? 2 * Form.size(in.content()) + Form.size(in.envelope()) : Form.size(in.apdu()),
                in.recipients(),
                Form.duration(in.duplicateWindow()),
                Form.duration(in.resumableAge()),
                Form.size(in.resumableContent()),
                in.hops(),
                in.upperBounds().equals("enforce"),
                Math.toIntExact(Form.size(in.envelope())),
                in.nesting(),
                Math.toIntExact(Form.size(in.tsdu())),
                Form.duration(in.connectDeadline()),
                Form.duration(in.bindDeadline()),
                Form.duration(in.stopDeadline()));
    }
}
