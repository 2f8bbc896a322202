package org.openx400.mta.smtp.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server that says given lines: the first when a client connects, one for each line that it hears, the final one when it hears
 * the dot. One script for each connection; then it closes. Without a script it is silent.
 */
final class ScriptedHost implements AutoCloseable {
    private final ServerSocket server;
    private final Queue<String[]> scripts = new ConcurrentLinkedQueue<>();

    ScriptedHost(String address, int port, String... first) throws IOException {
        server = new ServerSocket(port, 10, InetAddress.getByName(address));
        if (first.length > 0) {
            scripts.add(first);
        }
        Thread thread = new Thread(this::serve, "scripted-host");
        thread.setDaemon(true);
        thread.start();
    }

    void then(String... next) {
        scripts.add(next);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = server.accept();
                String[] script = scripts.poll();
                if (script != null) {
                    play(client, script);
                    client.close();
                }
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void play(Socket client, String[] script) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        for (int i = 0; i < script.length; i++) {
            client.getOutputStream().write((script[i] + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String heard = i == script.length - 1 ? null : in.readLine();
            while (script[i].startsWith("354") && heard != null && !heard.equals(".")) {
                heard = in.readLine();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
