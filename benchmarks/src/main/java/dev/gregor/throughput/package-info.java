/**
 * What Gregor costs beside a plain copy, Kafka Streams itself and what one would write by hand: records a second, processor time, latency and
 * memory of each, each in a JVM of its own, in turns on one broker. So is pairing and measuring beside the DSL's outer join, whose applications
 * the package {@code pairing} has.
 */
@NullMarked
package dev.gregor.throughput;

import org.jspecify.annotations.NullMarked;
