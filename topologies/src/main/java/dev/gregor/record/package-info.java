/**
 * A record and what it holds: its id, and its value decoded into fields that can be found, read and changed. A field that
 * nobody changes keeps its bytes. Knows JSON and Avro; knows nothing of faults or topologies.
 */
@NullMarked
package dev.gregor.record;

import org.jspecify.annotations.NullMarked;
