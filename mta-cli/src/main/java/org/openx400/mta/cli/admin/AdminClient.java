package org.openx400.mta.cli.admin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands' side of the admin socket. */
public final class AdminClient implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int MAX_REPLY = 16 * 1024 * 1024;

    private final SocketChannel channel;
    private final Lines replies;
    private final OutputStream out;
    private final Timer deadline = new Timer("admin-deadline", true);

    private AdminClient(SocketChannel channel) {
        this.channel = channel;
        this.replies = new Lines(new BufferedInputStream(Channels.newInputStream(channel)), MAX_REPLY);
        this.out = Channels.newOutputStream(channel);
    }

    /**
     * Connects to the service.
     *
     * @param patience after which the connection is given up, whatever it is doing
     * @throws IOException if nobody answers at the path
     */
    public static AdminClient connect(Path socket, Duration patience) throws IOException {
        AdminClient client = new AdminClient(AdminSocket.connect(socket));
        client.deadline.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        client.closeChannel();
                    }
                },
                patience.toMillis());
        return client;
    }

    /** Sends a request and waits for its result. */
    public JsonNode call(String command, ObjectNode arguments) throws IOException, AdminRefusal {
        write(command, arguments);
        return reply();
    }

    /** Sends a request with octets behind it and waits for its result. The caller closes the source. */
    public JsonNode call(String command, ObjectNode arguments, ApduSource content) throws IOException, AdminRefusal {
        write(command, arguments.put("contentLength", content.length()));
        for (long left = content.length(); left > 0; ) {
            Octets piece = content.next((int) Math.min(CHUNK, left));
            try {
                piece.writeTo(out);
            } catch (IOException refusedEarly) {
                return reply();
            }
            left -= piece.length();
        }
        return reply();
    }

    private void write(String command, ObjectNode arguments) throws IOException {
        byte[] line = (arguments.put("command", command) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > AdminServer.MAX_LINE) {
            throw new IOException("the request is " + line.length + " octets long, " + AdminServer.MAX_LINE
                    + " are allowed (fewer recipients at a time?)");
        }
        try {
            out.write(line);
        } catch (IOException refusedEarly) {
            // the answer, which is there already, says why
        }
    }

    private JsonNode reply() throws IOException, AdminRefusal {
        String line = replies.next();
        if (line == null) {
            throw new IOException("the service closed the connection without an answer");
        }
        JsonNode reply;
        try {
            reply = Json.read(line);
        } catch (JacksonException e) {
            throw new IOException("the service's answer is not JSON: " + e.getOriginalMessage(), e);
        }
        if (reply.path("ok").asBoolean(false)) {
            return reply.path("result");
        }
        String error = reply.path("error").asString("no reason given");
        throw reply.path("usage").asBoolean(false) ? AdminRefusal.wrongUsage(error) : AdminRefusal.failed(error);
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    @Override
    public void close() {
        deadline.cancel();
        closeChannel();
    }
}
