package org.openx400.mta.mixer;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Encoded words of RFC 2047. */
final class EncodedWords {
    private EncodedWords() {}

    /** What cannot be decoded stays as it is. */
    static String decode(String body) {
        try {
            return DecoderUtil.decodeEncodedWords(body, DecodeMonitor.SILENT);
        } catch (IllegalArgumentException e) {
            return body;
        }
    }
}
