package org.openx400.mta.smtp.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP client of the test on a socket of the JDK, which blocks. */
final class Caller implements AutoCloseable {
    private Socket socket;

    Caller(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(20_000);
    }

    /** Says it as it is. */
    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The last line of the next reply; empty at the end of the connection. */
    String hear() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** Says a line and returns the last line of the reply. */
    String ask(String command) throws IOException {
        say(command + "\r\n");
        return hear();
    }

    void startTls(SSLContext context) throws IOException {
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        tls.startHandshake();
        socket = tls;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
