package org.openx400.mta.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;

/**
 * What a configuration sees of the machine beside its own file.
 *
 * @param environment value of a variable, null if it is not set
 * @param isLocal whether an address is on one of our interfaces
 * @param isInNetwork whether an address is in the network of one of our interfaces
 * @param hostName of this machine
 */
record Surroundings(
        Environment environment, Predicate<InetAddress> isLocal, Predicate<InetAddress> isInNetwork, String hostName) {
    /** The variables of the process. */
    interface Environment {
        @Nullable
        String get(String name);
    }

    /** As if these addresses were here too. */
    Surroundings with(Predicate<InetAddress> alsoLocal) {
        return new Surroundings(environment, isLocal.or(alsoLocal), isInNetwork, hostName);
    }

    static Surroundings ofThisMachine() {
        return new Surroundings(
                System::getenv, Surroundings::isOnInterface, Surroundings::isInNetworkOfInterface, thisHost());
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

    private static boolean isInNetworkOfInterface(InetAddress address) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .anyMatch(
                            each -> new CidrBlock(each.getAddress(), each.getNetworkPrefixLength()).contains(address));
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
