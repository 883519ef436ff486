package dev.gregor.demo;

import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Objects;

/**
 * Where a {@link Pipeline} stands.
 *
 * @param bootstrapServers the broker
 * @param name begins the ids of its applications, unlike those of any other run on the same broker
 * @param routeName the name of the route
 * @param route the route with a canary topic
 * @param measure what is compared
 * @param ledger the topic that tells what was hit
 * @param flights what is replayed, in the order of departure
 * @param model trained on {@link Flights#TRAINING} flights
 * @param registry the schema registry of this run
 */
record Surroundings(
        String bootstrapServers,
        String name,
        String routeName,
        Route route,
        Measurement measure,
        String ledger,
        List<Flight> flights,
        DelayModel model,
        SchemaRegistryClient registry) {

    String raw() {
        return route.from().value();
    }

    /** The topic of the control arm. */
    String controlInput() {
        return route.to().value();
    }

    /** The topic of the treatment arm. */
    String treatmentInput() {
        return Objects.requireNonNull(route.canary()).value();
    }

    String controlOutput() {
        return Objects.requireNonNull(measure.control()).value();
    }

    String treatmentOutput() {
        return measure.treatment().value();
    }
}
