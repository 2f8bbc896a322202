package org.openx400.mta.connector;

import java.net.InetAddress;

/**
 * An address or a block of addresses.
 *
 * @param address network address
 * @param prefixLength 0..32 or 0..128
 */
public record CidrBlock(InetAddress address, int prefixLength) {
    public boolean contains(InetAddress other) {
        byte[] a = address.getAddress();
        byte[] b = other.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        boolean single = prefixLength == address.getAddress().length * 8;
        return single ? address.getHostAddress() : address.getHostAddress() + "/" + prefixLength;
    }
}
