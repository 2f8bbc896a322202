package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openx400.mta.testkit.NameServers;
import org.openx400.mta.testkit.NetworkHost;

/** What the name servers of an {@link InternetBed} say of mail domains: dnsmasq for every case of RFC 5321 5.1, nmbd for WINS. */
final class InternetNames {
    static final String DNS = "10.88.0.53";
    static final String WINS = "10.88.0.54";

    /** Seconds for which the exchanger of {@code changing.test} may be remembered. */
    static final int CHANGING_TTL = 30;

    /** The name of the WINS server itself, which takes mail for it. */
    static final String WINS_NAME = "winsmail";

    /** Is in the gateway's LMHOSTS only. */
    static final String LMHOSTS_NAME = "lmmail";

    static final String FIRST = "10.88.0.25";
    static final String SECOND = "10.88.0.26";

    /** Domains that have exchangers of equal preference; enough to see that not one of them gets everything. */
    static final List<String> EQUAL =
            IntStream.rangeClosed(1, 20).mapToObj(i -> "equal" + i + ".test").toList();

    private static final String DEAF = "10.88.0.28";
    private static final String FAILING = "10.88.0.56";
    private static final String CHANGING = "10.88.0.57";

    /** Domains and what dnsmasq is told of them. */
    private static final Map<String, List<String>> DOMAINS = Map.ofEntries(
            Map.entry(
                    "preferred.test",
                    List.of("--mx-host=preferred.test,mx2.test,20", "--mx-host=preferred.test,mx1.test,10")),
            Map.entry("deaf.test", List.of("--mx-host=deaf.test,deaf-mx.test,5", "--mx-host=deaf.test,mx2.test,10")),
            Map.entry("aliased.test", List.of("--mx-host=aliased.test,alias-mx.test,10")),
            Map.entry("without.test", List.of("--host-record=without.test," + SECOND)),
            Map.entry("null.test", List.of("--dns-rr=null.test,15,000000")),
            Map.entry("failing.test", List.of("--server=/failing.test/" + FAILING)),
            Map.entry("changing.test", List.of("--server=/changing.test/" + CHANGING)),
            Map.entry("verified.test", List.of("--mx-host=verified.test," + InternetKeys.SECURE_NAME + ",10")),
            Map.entry("encrypted.test", List.of("--mx-host=encrypted.test," + InternetKeys.OTHER_NAME + ",10")),
            Map.entry("wrongname.test", List.of("--mx-host=wrongname.test," + InternetKeys.OTHER_NAME + ",10")),
            Map.entry("unencrypted.test", List.of("--mx-host=unencrypted.test,mx1.test,10")),
            Map.entry("submitted.test", List.of("--mx-host=submitted.test,mx1.test,10")),
            Map.entry("smart.test", List.of()));

    private final NetworkHost internet;
    private final Path folder;
    private Process failing;
    private Process changing;

    private InternetNames(NetworkHost internet, Path folder, Process failing, Process changing) {
        this.internet = internet;
        this.folder = folder;
        this.failing = failing;
        this.changing = changing;
    }

    /** Starts the servers; returns when they answer. */
    static InternetNames start(NetworkHost internet, String device, Path folder) throws IOException {
        for (String address : List.of(DEAF, DNS, WINS, FAILING, CHANGING)) {
            internet.address(device, address + "/24");
        }
        NameServers.dnsmasq(internet, folder.resolve("names.log"), DNS, options());
        NameServers.nmbd(internet, folder.resolve("wins"), WINS_NAME, WINS, "wins support = yes");
        return new InternetNames(
                internet,
                folder,
                NameServers.failing(internet, folder.resolve("failing-names.log"), FAILING),
                changing(internet, folder.resolve("changing-names.log"), "mx1.test"));
    }

    /** All that anybody takes mail for, once everything works. */
    static List<String> domains() {
        return Stream.of(DOMAINS.keySet().stream(), EQUAL.stream(), Stream.of(WINS_NAME, LMHOSTS_NAME))
                .flatMap(names -> names)
                .toList();
    }

    /** The name server of {@code failing.test} works from now on. */
    void repair() throws IOException {
        end(failing);
        failing = NameServers.dnsmasq(
                internet,
                folder.resolve("repaired-names.log"),
                FAILING,
                "--local=/test/",
                "--mx-host=failing.test,mx1.test,10");
    }

    /** Another host takes mail for {@code changing.test} from now on. */
    void change() throws IOException {
        end(changing);
        changing = changing(internet, folder.resolve("changed-names.log"), "mx2.test");
    }

    /** Returns when the WINS server knows its own name. */
    void awaitWins() throws IOException {
        internet.run(
                "timeout",
                "25",
                "sh",
                "-c",
                "until nmblookup -U " + WINS + " --recursion " + WINS_NAME + "#20 | grep -q ^" + WINS
                        + "; do sleep 0.1; done");
    }

    private static Process changing(NetworkHost internet, Path log, String exchanger) throws IOException {
        return NameServers.dnsmasq(
                internet,
                log,
                CHANGING,
                "--local-ttl=" + CHANGING_TTL,
                "--local=/test/",
                "--mx-host=changing.test," + exchanger + ",10");
    }

    private static void end(Process server) {
        server.destroy();
        server.onExit().join();
    }

    private static String[] options() {
        List<String> options = new ArrayList<>(List.of(
                "--local=/" + WINS_NAME + "/" + LMHOSTS_NAME + "/nowhere/",
                "--local=/test/",
                "--local=/net/",
                "--local=/org/",
                "--mx-host=example.net,mx1.test,10",
                "--host-record=mx1.test," + FIRST,
                "--host-record=mx2.test," + SECOND,
                "--host-record=deaf-mx.test," + DEAF,
                "--host-record=" + InternetKeys.SECURE_NAME + "," + InternetKeys.SECURE,
                "--host-record=" + InternetKeys.OTHER_NAME + "," + InternetKeys.SECURE,
                "--cname=alias-mx.test,mx2.test"));
        DOMAINS.values().forEach(options::addAll);
        for (String domain : EQUAL) {
            options.add("--mx-host=" + domain + ",mx1.test,10");
            options.add("--mx-host=" + domain + ",mx2.test,10");
        }
        return options.toArray(String[]::new);
    }
}
