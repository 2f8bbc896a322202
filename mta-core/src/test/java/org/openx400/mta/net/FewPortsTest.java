package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Want of local ports (Q187225), in a network namespace of its own, which ends with the process in it, with 32 ports.
 * Needs root and the packages iproute2 and util-linux.
 */
@Timeout(90)
class FewPortsTest {
    private static final String IN_NAMESPACE = """
            ip link set lo up
            echo 40000 40031 >/proc/sys/net/ipv4/ip_local_port_range
            exec "$0" "$@"
            """;

    @Test
    void eachPortServesEveryDestinationAndAWantOfPortsIsToldAndOvercome() throws Exception {
        assertThat(ProcessHandle.current().info().user())
                .as("this test makes a network namespace, so it must be run by root")
                .contains("root");
        String ip = program("ip", "iproute2");
        List<String> command = List.of(
                program("unshare", "util-linux"),
                "--net",
                "sh",
                "-euc",
                IN_NAMESPACE.replaceFirst("ip", ip),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                FewPortsMain.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output.lines())
                .containsSubsequence(
                        "the kernel's choice of ports: 32 connections",
                        "our choice of ports: 128 connections",
                        "refused: 32 [UNREACHABLE]",
                        "one more: 1 [PORTS_EXHAUSTED], PortUse[current=32, limit=32]",
                        "elsewhere: 1 [UNREACHABLE]",
                        "after one was closed: 1 connection");
    }

    private static String program(String name, String ofPackage) throws IOException {
        return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(name + " is missing: install the package " + ofPackage))
                .toString();
    }
}
