package org.openx400.mta.cli.admin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One client of the admin socket: requests are answered in the order in which they come. */
final class AdminConnection implements Runnable {
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;
    private final Map<String, AdminCommand> commands;
    private final Consumer<AdminConnection> onEnd;
    private volatile long progress = System.nanoTime();
    private volatile boolean working;

    AdminConnection(SocketChannel channel, Map<String, AdminCommand> commands, Consumer<AdminConnection> onEnd) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
        this.commands = commands;
        this.onEnd = onEnd;
    }

    @Override
    public void run() {
        Lines lines = new Lines(in, AdminServer.MAX_LINE);
        try {
            String line = lines.next();
            while (line != null && answer(line)) {
                progress = System.nanoTime();
                line = lines.next();
            }
        } catch (Lines.LineTooLongException e) {
            refuse("the request line is too long: " + e.getMessage());
        } catch (IOException e) {
            // the client is gone, or was cut off for being idle
        } finally {
            close();
            onEnd.accept(this);
        }
    }

    /** Whether the connection can go on. */
    private boolean answer(String line) throws IOException {
        ObjectNode request;
        try {
            if (!(Json.read(line) instanceof ObjectNode object)) {
                reply(Json.refusal("a request is a JSON object", true));
                return false;
            }
            request = object;
        } catch (JacksonException e) {
            reply(Json.refusal("a request is one line of JSON: " + e.getOriginalMessage(), true));
            return false;
        }
        JsonNode length = request.get("contentLength");
        if (length != null && (!length.canConvertToLong() || length.asLong() < 0)) {
            reply(Json.refusal("contentLength is the number of octets that follow", true));
            return false;
        }
        Content content = new Content(length == null ? 0 : length.asLong());
        reply(run(request, content));
        return content.left == 0;
    }

    private ObjectNode run(ObjectNode request, Content content) {
        JsonNode name = request.get("command");
        AdminCommand command = name != null && name.isString() ? commands.get(name.asString()) : null;
        if (name == null || command == null) {
            return Json.refusal("no such command: " + name, true);
        }
        working = true;
        try {
            return Json.result(command.run(new AdminRequest(name.asString(), request, content)));
        } catch (AdminRefusal refusal) {
            return Json.refusal(String.valueOf(refusal.getMessage()), refusal.isUsage());
        } catch (RuntimeException bug) {
            return Json.refusal("internal error: " + bug, false);
        } finally {
            working = false;
            progress = System.nanoTime();
        }
    }

    private void reply(ObjectNode reply) throws IOException {
        out.write((reply + "\n").getBytes(StandardCharsets.UTF_8));
        progress = System.nanoTime();
    }

    /** Answers without a request and ends. */
    void refuse(String why) {
        try {
            reply(Json.refusal(why, false));
        } catch (IOException e) {
            // it did not want to know
        } finally {
            close();
        }
    }

    void closeIfIdle(Duration idle) {
        if (!working && System.nanoTime() - progress > idle.toNanos()) {
            close();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    /** The octets behind the request line. */
    private final class Content implements ApduSource {
        private final long length;
        private long left;

        Content(long length) {
            this.length = length;
            this.left = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Octets next(int maximum) throws IOException {
            int wanted = (int) Math.min(maximum, left);
            working = false;
            progress = System.nanoTime();
            byte[] octets = in.readNBytes(wanted);
            working = true;
            if (octets.length < wanted) {
                throw new IOException("the client stopped " + (left - octets.length) + " octets short");
            }
            left -= wanted;
            return Octets.wrap(octets);
        }

        @Override
        public void close() {
            // the octets belong to the connection
        }
    }
}
