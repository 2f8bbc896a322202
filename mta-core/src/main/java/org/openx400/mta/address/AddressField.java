package org.openx400.mta.address;

/**
 * One {@code label=value} of an address text.
 *
 * @param label in upper case, without qualifier
 * @param qualifier what stood in parentheses behind the label, in upper case up to a dot, or empty
 * @param type what stood behind a colon: of a domain-defined attribute its type, of EA its number; else empty
 * @param value with delimiters and escapes undone
 * @param empty whether nothing at all was written for the value
 * @param position of the label in the text, from 1
 */
record AddressField(String label, String qualifier, String type, String value, boolean empty, int position) {
    ORAddressSyntaxException error(String problem) {
        return new ORAddressSyntaxException(position, label, problem);
    }
}
