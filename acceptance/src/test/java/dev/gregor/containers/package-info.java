/** Gregor's image beside containers of Kafka and a registry. */
@NullMarked
package dev.gregor.containers;

import org.jspecify.annotations.NullMarked;
