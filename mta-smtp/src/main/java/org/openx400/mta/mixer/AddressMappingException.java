package org.openx400.mta.mixer;

/** An address that cannot be mapped; the message says why. */
public class AddressMappingException extends Exception {
    private static final long serialVersionUID = 1L;

    public AddressMappingException(String why) {
        super(why);
    }

    public AddressMappingException(String why, Exception cause) {
        super(why, cause);
    }
}
