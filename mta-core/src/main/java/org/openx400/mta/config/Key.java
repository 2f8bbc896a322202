package org.openx400.mta.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is known of a key of the configuration file. The schema, the checks, the defaults and the documentation all come
 * from here. A key with neither default nor {@link #optional()} must be given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Key {
    /** What it means. */
    String value();

    /** As it would be written in the file; empty if there is none. */
    String byDefault() default "";

    /** Whether it may be left out without a default taking its place. */
    boolean optional() default false;

    /** What its text, or each text of its list, must look like. */
    Form form() default Form.TEXT;

    /** Smallest number, duration or size. */
    String from() default "";

    /** Greatest number, duration or size. */
    String to() default "";

    /** The only words allowed; empty if any are. */
    String[] oneOf() default {};

    /** Items of a list whose key {@code type} is this word are of the record {@link #variant}; empty: all are alike. */
    String variantType() default "";

    Class<?> variant() default Void.class;
}
