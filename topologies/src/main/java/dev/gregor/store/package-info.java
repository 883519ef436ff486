/**
 * State that changes with every record but is written only with every commit. In go accumulators by key, out comes a state
 * store that Kafka Streams keeps, logs and restores like any other. The one place that touches Kafka Streams' internals.
 */
@NullMarked
package dev.gregor.store;

import org.jspecify.annotations.NullMarked;
