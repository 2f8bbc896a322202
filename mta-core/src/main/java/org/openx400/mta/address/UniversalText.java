package org.openx400.mta.address;

import org.jspecify.annotations.Nullable;

/**
 * A UniversalOrBMPString of X.411.
 *
 * @param fourOctets whether it is a UniversalString, else a BMPString
 * @param value its characters
 * @param languageCode ISO 639 code, 2 or 5 characters, or null
 */
public record UniversalText(
        boolean fourOctets, String value, @Nullable String languageCode) {}
