package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.openx400.mta.connector.CidrBlock;

/** The hosts file: an address, a name and its aliases on each line. What is no such line is passed over. */
final class HostsFormat implements FileSource.Format {
    @Override
    public NameTable read(Path file, WatchedFiles files) throws IOException {
        NameTable table = new NameTable();
        for (String line : files.lines(file)) {
            String[] fields = line.replaceFirst("#.*", "").strip().split("\\s+");
            try {
                InetAddress address = CidrBlock.parseAddress(fields[0]);
                for (int i = 1; i < fields.length; i++) {
                    table.add(fields[i], address);
                }
            } catch (IllegalArgumentException e) {
                // Not an address: an empty line, or one with a zone, which no peer has.
            }
        }
        return table;
    }
}
