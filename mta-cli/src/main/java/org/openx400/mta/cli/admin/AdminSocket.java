package org.openx400.mta.cli.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the admin socket is and how it is made. */
public final class AdminSocket {
    /** Its name in the data directory. */
    public static final String NAME = "admin.sock";

    /** Octets of a path that {@code sockaddr_un} can hold, without the closing zero. */
    static final int MAX_PATH = 107;

    private AdminSocket() {}

    /** Listens at the path; before that nobody but the owner can reach it. */
    static ServerSocketChannel listen(Path path) throws IOException {
        Path absolute = checked(path);
        if (isAnswered(absolute)) {
            throw new IOException(absolute + " is in use: the service is running already with this data directory");
        }
        Path nursery = absolute.resolveSibling(".sock");
        Files.createDirectories(
                nursery, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path born = nursery.resolve("a");
        Files.deleteIfExists(born);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(born));
            Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
            Files.move(born, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(nursery);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static SocketChannel connect(Path path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(checked(path)));
    }

    private static boolean isAnswered(Path path) {
        try (SocketChannel channel = connect(path)) {
            return channel.isConnected();
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private static Path checked(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        int octets = absolute.toString().getBytes(StandardCharsets.UTF_8).length;
        if (octets > MAX_PATH) {
            throw new IOException("the path of the admin socket is " + octets + " octets long, the system allows "
                    + MAX_PATH + ": " + absolute + " (choose a shorter mta.data directory)");
        }
        return absolute;
    }
}
