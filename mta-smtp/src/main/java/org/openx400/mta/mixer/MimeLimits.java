package org.openx400.mta.mixer;

/**
 * What a message from the Internet may have, so that none takes more memory or time than its size is worth.
 *
 * @param header octets in the header of one entity
 * @param fields header fields of one entity
 * @param depth of multiparts and messages inside one another; each message takes four of the 64 levels of BER that are read
 * @param parts entities in all
 * @param content octets after decoding, in all
 */
public record MimeLimits(int header, int fields, int depth, int parts, int content) {
    /** 128 KiB, 1000 fields, 12 deep, 1000 parts, 100 MiB. */
    public static final MimeLimits DEFAULT = new MimeLimits(128 * 1024, 1000, 12, 1000, 100 * 1024 * 1024);
}
