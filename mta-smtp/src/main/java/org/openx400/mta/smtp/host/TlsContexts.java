package org.openx400.mta.smtp.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS as the JDK has it: our certificate for clients, and whom we trust as servers. */
public final class TlsContexts {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private final @Nullable SSLContext server;
    private final SSLContext trusting;
    private final SSLContext verifying;

    private TlsContexts(@Nullable SSLContext server, SSLContext trusting, SSLContext verifying) {
        this.server = server;
        this.trusting = trusting;
        this.verifying = verifying;
    }

    /**
     * Reads PEM files.
     *
     * @param certificate ours and those that lead to its root; null: no STARTTLS at our server
     * @param key unencrypted PKCS #8, RSA or EC
     * @param trusted roots for servers whose name is verified; null: those of the JDK
     * @throws IOException naming the file and what is wrong with it
     */
    public static TlsContexts of(@Nullable Path certificate, @Nullable Path key, @Nullable Path trusted)
            throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted == null ? null : store(certificates(trusted)));
            return new TlsContexts(
                    certificate == null || key == null
                            ? null
                            : context(keys(certificates(certificate), key(key)), trust.getTrustManagers()),
                    context(null, new TrustManager[] {new Everybody()}),
                    context(null, trust.getTrustManagers()));
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** Whether clients can be offered STARTTLS. */
    public boolean hasCertificate() {
        return server != null;
    }

    /** For one connection from a client. */
    SSLEngine server() {
        if (server == null) {
            throw new IllegalStateException("no certificate");
        }
        SSLEngine engine = server.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    /**
     * For one connection to a server.
     *
     * @param host its name
     * @param verified whether its certificate has to say so
     */
    SSLEngine client(String host, int port, boolean verified) {
        SSLEngine engine = (verified ? verifying : trusting).createSSLEngine(host, port);
        engine.setUseClientMode(true);
        if (verified) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 8314 B: names as RFC 6125 has them
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            if (found.isEmpty()) {
                throw new IOException(file + " has no certificate");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has no certificates that can be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(file + " has no private key in PKCS #8");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        } catch (GeneralSecurityException notRsa) {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        }
    }

    private static KeyManager[] keys(Collection<? extends Certificate> chain, PrivateKey key)
            throws IOException, GeneralSecurityException {
        KeyStore store = store(chain);
        store.setKeyEntry("mta", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore store(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int n = 0;
        for (Certificate each : certificates) {
            store.setCertificateEntry("certificate-" + n++, each);
        }
        return store;
    }

    /**
     * Trusts every server: encryption that is not required to be authentic still keeps out who only listens (RFC 7435). Never
     * used where the name of the host is to be verified.
     */
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
