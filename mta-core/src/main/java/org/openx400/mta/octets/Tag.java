package org.openx400.mta.octets;

import org.jspecify.annotations.Nullable;

/** A BER identifier without the primitive/constructed bit (X.690 8.1.2). */
public record Tag(TagClass tagClass, int number) {
    public enum TagClass {
        UNIVERSAL,
        APPLICATION,
        CONTEXT,
        PRIVATE
    }

    public static final Tag BOOLEAN = universal(1);
    public static final Tag INTEGER = universal(2);
    public static final Tag BIT_STRING = universal(3);
    public static final Tag OCTET_STRING = universal(4);
    public static final Tag NULL = universal(5);
    public static final Tag OBJECT_IDENTIFIER = universal(6);
    public static final Tag EXTERNAL = universal(8);
    public static final Tag ENUMERATED = universal(10);
    public static final Tag UTF8_STRING = universal(12);
    public static final Tag RELATIVE_OID = universal(13);
    public static final Tag SEQUENCE = universal(16);
    public static final Tag SET = universal(17);
    public static final Tag NUMERIC_STRING = universal(18);
    public static final Tag PRINTABLE_STRING = universal(19);
    public static final Tag TELETEX_STRING = universal(20);
    public static final Tag IA5_STRING = universal(22);
    public static final Tag UTC_TIME = universal(23);
    public static final Tag GENERALIZED_TIME = universal(24);
    public static final Tag GRAPHIC_STRING = universal(25);
    public static final Tag GENERAL_STRING = universal(27);
    public static final Tag UNIVERSAL_STRING = universal(28);
    public static final Tag BMP_STRING = universal(30);

    public static Tag universal(int number) {
        return new Tag(TagClass.UNIVERSAL, number);
    }

    public static Tag application(int number) {
        return new Tag(TagClass.APPLICATION, number);
    }

    public static Tag context(int number) {
        return new Tag(TagClass.CONTEXT, number);
    }

    // Written out, since each member of each SET is found by its tag: what a record has by itself takes longer.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tag tag && tag.number == number && tag.tagClass == tagClass;
    }

    @Override
    public int hashCode() {
        return number << 2 | tagClass.ordinal();
    }

    @Override
    public String toString() {
        return switch (tagClass) {
            case UNIVERSAL -> "[UNIVERSAL " + number + "]";
            case APPLICATION -> "[APPLICATION " + number + "]";
            case CONTEXT -> "[" + number + "]";
            case PRIVATE -> "[PRIVATE " + number + "]";
        };
    }
}
