package org.openx400.mta.address;

/** A domain-defined attribute: its type, 1..8 characters, and value, 1..128 characters. */
public record DomainDefinedAttribute(String type, String value) {}
