/**
 * {@code benchmarks/run hold}: what holding a million records back costs the deployed program, how late it lets them go, and how
 * long it takes to come back after a kill. Not a JMH benchmark: a broker, Gregor in a JVM of its own, and clients that look from
 * outside.
 */
@NullMarked
package dev.gregor.hold;

import org.jspecify.annotations.NullMarked;
