package org.openx400.mta.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration sees of the machine beside its own file.
 *
 * @param environment value of a variable, null if it is not set
 * @param isLocal whether an address is on one of our interfaces
 * @param hostName of this machine
 */
record Surroundings(Environment environment, Predicate<InetAddress> isLocal, String hostName) {
    /** The variables of the process. */
    interface Environment {
        @Nullable
        String get(String name);
    }

    static Surroundings ofThisMachine() {
        return new Surroundings(System::getenv, Surroundings::isOnInterface, thisHost());
    }

    private static boolean isOnInterface(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
