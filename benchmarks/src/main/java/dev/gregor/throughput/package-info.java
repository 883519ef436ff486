/**
 * What Gregor costs beside a plain copy, Kafka Streams itself and what one would write by hand: records a second, processor time, latency and
 * memory of each, each in a JVM of its own, in turns on one broker.
 */
@NullMarked
package dev.gregor.throughput;

import org.jspecify.annotations.NullMarked;
