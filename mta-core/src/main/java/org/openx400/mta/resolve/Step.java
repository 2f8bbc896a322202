package org.openx400.mta.resolve;

import java.time.Duration;

/**
 * What one step of the chain said.
 *
 * @param source name of the step
 * @param took time that it needed
 */
public record Step<T>(String source, Answer<T> answer, Duration took) {}
