package org.openx400.mta.smtp;

import java.io.IOException;
import java.io.InputStream;

/** The content of a mail: header and body, lines end in CRLF, no dot is doubled. */
public interface MailContent {
    /** Octets. */
    long length();

    /** From the first octet on, as often as wanted. Reading may block for the disk. */
    InputStream open() throws IOException;
}
