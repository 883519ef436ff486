package dev.gregor.demo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How flights stand in the records of a topic. */
interface FlightFormat {
    /** The value of a record. */
    byte[] write(Flight flight);

    /** What an inference pipeline makes of a value; empty where it cannot be read as a flight at all. */
    Optional<Observation> read(byte @Nullable [] value);
}
