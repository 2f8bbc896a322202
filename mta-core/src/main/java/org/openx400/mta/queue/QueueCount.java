package org.openx400.mta.queue;

/** How many entries a destination has, ready (or waiting for their time) and held. */
public record QueueCount(String destination, long ready, long held) {}
