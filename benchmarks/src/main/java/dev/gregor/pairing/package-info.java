/**
 * {@code benchmarks/run pairing}: how many pairs a second the divergence topology pairs and measures, beside the outer join of Kafka Streams'
 * DSL on the same topics with the same guarantee. Not a JMH benchmark: a broker in a JVM of its own, and the two as applications take turns. The
 * command of all cases has the same applications, in JVMs of their own.
 */
@NullMarked
package dev.gregor.pairing;

import org.jspecify.annotations.NullMarked;
