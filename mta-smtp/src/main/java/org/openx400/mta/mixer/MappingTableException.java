package org.openx400.mta.mixer;

import java.util.List;

/** A mapping table with lines that cannot be used. */
public class MappingTableException extends Exception {
    private static final long serialVersionUID = 1L;

    MappingTableException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
