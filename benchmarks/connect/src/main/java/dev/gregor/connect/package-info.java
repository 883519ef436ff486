/** The benchmark's peer on Kafka Connect, in a module of its own: Connect brings another Jetty than Gregor has. */
@NullMarked
package dev.gregor.connect;

import org.jspecify.annotations.NullMarked;
