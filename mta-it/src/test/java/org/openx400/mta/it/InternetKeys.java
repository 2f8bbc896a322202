package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.PostfixInstance;

/**
 * What of an {@link InternetBed} is secret or vouches for somebody: a certification authority, the certificates of the gateway
 * and of a Postfix that knows TLS, and who may send by name and password.
 */
final class InternetKeys {
    /** Of Postfix where it knows TLS; its certificate is for this name. */
    static final String SECURE_NAME = "secure.test";

    /** Leads to the same host, for which it has no certificate. */
    static final String OTHER_NAME = "impostor.test";

    static final String SECURE = "10.88.0.27";
    static final int SUBMISSION = 587;

    /** Whom the gateway knows. */
    static final String USER = "tim";

    static final String USER_PASSWORD = "Tansta4fl-of-Tim";

    /** As whom the gateway gives mail to Postfix. */
    static final String RELAY_USER = "gateway";

    static final String RELAY_PASSWORD = "Gr0k-of-the-gateway";

    private static final String REALM = "test";

    /** Where Debian's Postfix looks for it, whatever main.cf says. */
    private static final String SASL = "postfix/etc/sasl";

    private static final String TLS = "-o smtpd_tls_security_level=may";

    private final NetworkHost host;
    private final Path folder;

    private InternetKeys(NetworkHost host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    /** Makes all of them in the folder of the bed. */
    static InternetKeys make(NetworkHost host, Path folder) throws IOException {
        InternetKeys keys = new InternetKeys(host, folder);
        keys.certificate("ca", "Internet CA", List.of());
        for (String name : List.of(SECURE_NAME, "gateway.example.org")) {
            keys.certificate(
                    name,
                    name,
                    List.of(
                            "-CA",
                            keys.file("ca.pem"),
                            "-CAkey",
                            keys.file("ca.key"),
                            "-addext",
                            "subjectAltName=DNS:" + name));
        }
        Files.writeString(folder.resolve("user-secret"), USER_PASSWORD);
        Files.writeString(folder.resolve("relay-secret"), RELAY_PASSWORD);
        Path sasl = Files.createDirectories(folder.resolve(SASL));
        Files.writeString(sasl.resolve("smtpd.conf"), """
                pwcheck_method: auxprop
                auxprop_plugin: sasldb
                mech_list: PLAIN LOGIN
                sasldb_path: %s/users
                """.formatted(sasl));
        host.run(
                "sh",
                "-c",
                "saslpasswd2 -p -c -f " + sasl + "/users -u " + REALM + " " + RELAY_USER + " < "
                        + keys.file("relay-secret"));
        host.run("chmod", "644", sasl + "/users");
        return keys;
    }

    /** Where Postfix knows TLS: as an exchanger, and for those with a password only. */
    static List<PostfixInstance.Listener> listeners() {
        return List.of(
                new PostfixInstance.Listener(SECURE_NAME, SECURE, InternetBed.SMTP, TLS),
                new PostfixInstance.Listener(
                        SECURE_NAME,
                        SECURE,
                        SUBMISSION,
                        "-o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes"
                                + " -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"));
    }

    /** Lines of main.cf. */
    String settings() {
        return """
                smtpd_tls_cert_file = %1$s/secure.test.pem
                smtpd_tls_key_file = %1$s/secure.test.key
                smtpd_tls_received_header = yes
                cyrus_sasl_config_path = %1$s/%3$s
                smtpd_sasl_local_domain = %2$s
                smtpd_sasl_authenticated_header = yes
                """.formatted(folder, REALM, SASL);
    }

    /** The files that have passwords in them, as they have to. */
    List<Path> secrets() {
        return List.of(
                folder.resolve("user-secret"),
                folder.resolve("relay-secret"),
                folder.resolve(SASL).resolve("users"));
    }

    private void certificate(String file, String name, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                file(file + ".key"),
                "-out",
                file(file + ".pem")));
        command.addAll(more);
        host.run(command.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
