/**
 * The deployed proxy: it takes a configuration and keeps both topologies running on a cluster, with the schema registry, the
 * live reload of the configuration and the metrics. Commands and HTTP call in here; Kafka and files are touched here.
 */
@NullMarked
package dev.gregor.runtime;

import org.jspecify.annotations.NullMarked;
