package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An address or a block of addresses.
 *
 * @param address network address
 * @param prefixLength 0..32 or 0..128
 */
public record CidrBlock(InetAddress address, int prefixLength) {
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    /**
     * From {@code 192.0.2.9}, {@code 198.51.100.0/28} or the like for IPv6.
     *
     * @throws IllegalArgumentException with what is wrong, if it is neither
     */
    public static CidrBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = parseAddress(slash < 0 ? text : text.substring(0, slash));
        int width = address.getAddress().length * 8;
        String prefix = slash < 0 ? Integer.toString(width) : text.substring(slash + 1);
        int length = prefix.matches("[0-9]{1,3}") ? Integer.parseInt(prefix) : Integer.MAX_VALUE;
        if (length > width) {
            throw new IllegalArgumentException("is not an address block: its prefix must be 0 to " + width);
        }
        CidrBlock block = new CidrBlock(address, length);
        if (!block.network().equals(address)) {
            throw new IllegalArgumentException("is not an address block: the network of this address is "
                    + new CidrBlock(block.network(), length));
        }
        return block;
    }

    /**
     * An address written in digits; nothing is looked up.
     *
     * @throws IllegalArgumentException with what is wrong, if it is none
     */
    public static InetAddress parseAddress(String text) {
        try {
            if (text.indexOf(':') >= 0 || DOTTED.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // The message below says what the exception would.
        }
        throw new IllegalArgumentException("is not an IP address: " + text);
    }

    /** Whether this is one address, which can be dialled. */
    public boolean isSingle() {
        return prefixLength == address.getAddress().length * 8;
    }

    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && masked(other.getAddress(), prefixLength).equals(network());
    }

    private InetAddress network() {
        return masked(address.getAddress(), prefixLength);
    }

    private static InetAddress masked(byte[] octets, int prefixLength) {
        for (int bit = prefixLength; bit < octets.length * 8; bit++) {
            octets[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }

    @Override
    public String toString() {
        return isSingle() ? address.getHostAddress() : address.getHostAddress() + "/" + prefixLength;
    }
}
