package dev.gregor.demo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flights as JSON objects. */
final class JsonFlights implements FlightFormat {
    @Override
    public byte[] write(Flight flight) {
        return flight.value();
    }

    @Override
    public Optional<Observation> read(byte @Nullable [] value) {
        return Observation.read(value);
    }
}
