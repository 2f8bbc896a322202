package org.openx400.mta.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.CidrBlock;

/** What connectors of all types have in their keys. */
final class ConnectorKeys {
    private final Surroundings surroundings;
    private final Faults faults;

    ConnectorKeys(Surroundings surroundings, Faults faults) {
        this.surroundings = surroundings;
        this.faults = faults;
    }

    List<AddressSpaceEntry> addressSpace(List<ConnectorFile.AddressSpaceEntry> in, String pointer) {
        List<AddressSpaceEntry> entries = new ArrayList<>();
        Set<AddressPattern> seen = new HashSet<>();
        for (int i = 0; i < in.size(); i++) {
            try {
                AddressPattern pattern = AddressPattern.parse(in.get(i).address());
                if (!seen.add(pattern)) {
                    faults.value(pointer + "/" + i + "/address", "is given twice: " + pattern);
                }
                entries.add(new AddressSpaceEntry(pattern, in.get(i).cost()));
            } catch (ORAddressSyntaxException e) {
                faults.value(pointer + "/" + i + "/address", e);
            }
        }
        return List.copyOf(entries);
    }

    List<CidrBlock> blocks(List<String> in, String pointer) {
        List<CidrBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            try {
                blocks.add(CidrBlock.parse(in.get(i)));
            } catch (IllegalArgumentException e) {
                faults.value(pointer + "/" + i, e);
            }
        }
        return List.copyOf(blocks);
    }

    @Nullable
    InetAddress sourceAddress(@Nullable String text, String pointer) {
        if (text == null) {
            return null;
        }
        try {
            InetAddress address = CidrBlock.parseAddress(text);
            if (!surroundings.isLocal().test(address)) {
                faults.warn(pointer, "is on no interface of this machine now: nothing will be dialled until it is");
            }
            return address;
        } catch (IllegalArgumentException e) {
            faults.value(pointer, e);
            return null;
        }
    }
}
