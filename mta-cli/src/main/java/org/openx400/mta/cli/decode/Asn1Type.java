package org.openx400.mta.cli.decode;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Tag;

/** What an ASN.1 type notation tells about the names of values. */
sealed interface Asn1Type {
    /** SEQUENCE or SET: components are told apart by their tags, which is enough to name them. */
    record Structure(Tag tag, List<Component> components) implements Asn1Type {}

    record Choice(List<Component> alternatives) implements Asn1Type {}

    /** SEQUENCE OF or SET OF. */
    record ListOf(Tag tag, Asn1Type element) implements Asn1Type {}

    /**
     * A simple type.
     *
     * @param names of numbers or bits
     * @param containing what an OCTET STRING holds, or null
     */
    record Simple(
            Tag tag, Map<Integer, String> names, @Nullable Asn1Type containing) implements Asn1Type {}

    record Tagged(Tag tag, boolean explicit, Asn1Type type) implements Asn1Type {}

    record Reference(String name) implements Asn1Type {}

    record Any() implements Asn1Type {}

    /** A named component or alternative. */
    record Component(String name, Asn1Type type) {}
}
