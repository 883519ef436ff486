package dev.gregor.throughput;

import dev.gregor.cli.Gregor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes flights on, and does something to some of them.
 *
 * @param label its name without the variant
 * @param topic that it reads
 */
record FlightsCase(String label, Variant variant, String topic, Work work) implements Case {
    private static final double WARM_AFTER = 0.5;

    static FlightsCase peer(String label, Work.Peer peer) {
        return new FlightsCase(label, Variant.PLAIN, Flights.JSON, peer);
    }

    /** @param experiment as YAML, from its selection on; empty for one that is off */
    static FlightsCase gregor(String label, String experiment) {
        return new FlightsCase(label, Variant.PLAIN, Flights.JSON, new Work.Experiment(experiment));
    }

    FlightsCase as(Variant newVariant) {
        return new FlightsCase(label, newVariant, newVariant.format(), work);
    }

    FlightsCase reading(String newTopic) {
        return new FlightsCase(label, variant, newTopic, work);
    }

    @Override
    public String name() {
        return variant.named(label);
    }

    @Override
    public Input input() {
        return new Input.OfFlights(variant.format());
    }

    @Override
    public int total(Setting setting) {
        return setting.records();
    }

    @Override
    public String main() {
        return work instanceof Work.Peer peer ? peer.main() : Gregor.class.getName();
    }

    @Override
    public String classPath() {
        return main().equals(Work.Peer.CONNECT) ? System.getProperty("gregor.connect", "") : Case.super.classPath();
    }

    @Override
    public Map<String, Integer> topics(Setting setting, String id) {
        Map<String, Integer> topics = new HashMap<>();
        topics.put(output(id), setting.partitions());
        topics.put(second(id), setting.partitions());
        if (work instanceof Work.Peer peer && peer.keepsLedger()) {
            topics.put(ledger(id), setting.partitions());
        }
        return topics;
    }

    /** When half of the records have warmed it up: the compiler is busy for ten seconds and more, and with more code for longer. */
    @Override
    public Look begin(Turn.Running running, Setting setting, String id) throws IOException, InterruptedException {
        try (Progress progress = progress(setting, id)) {
            return running.beyond((long) (WARM_AFTER * setting.records()), progress);
        }
    }

    @Override
    public Progress progress(Setting setting, String id) {
        return new Committed(setting.bootstrapServers(), output(id), setting.partitions());
    }

    /** The topic that is counted: with a canary that of the canary, which comes second. */
    static String output(String id) {
        return id + ".output";
    }

    /** The other one of the two topics. */
    private static String second(String id) {
        return id + ".second";
    }

    private static String ledger(String id) {
        return id + ".ledger";
    }

    /** The file that Gregor is started with. */
    static Path config(Path folder) {
        return folder.resolve("gregor.yaml");
    }

    @Override
    public List<String> arguments(Setting setting, String id, Path folder) {
        if (work instanceof Work.Peer peer) {
            return List.of(job(peer, setting, id, folder).toJson());
        }
        Path config = config(folder);
        try {
            Files.writeString(config, yaml(((Work.Experiment) work).yaml(), setting, id, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("run", "--config", config.toString());
    }

    private Job job(Work.Peer peer, Setting setting, String id, Path folder) {
        return new Job(
                setting.bootstrapServers(),
                id,
                topic,
                variant.isTwofold() ? output(id) + "," + second(id) : output(id),
                folder.resolve("state").toString(),
                variant.isExactlyOnce(),
                setting.threads(),
                peer.batchSize(),
                variant.format(),
                peer.fraction(),
                peer.keepsLedger() ? ledger(id) : "",
                peer.where());
    }

    private String yaml(String experiment, Setting setting, String id, Path folder) {
        String to = variant.isTwofold() ? "to: " + second(id) + ", canary: " + output(id) : "to: " + output(id);
        String application = """
                version: 1
                application:
                  id: %s
                  kafka: { bootstrap.servers: "%s" }
                  schema-registry: { url: "%s" }
                  streams:
                    num.stream.threads: %d
                    state.dir: "%s"
                    processing.guarantee: %s
                    auto.offset.reset: earliest
                  http: { port: 0 }
                routes:
                  flights: { from: %s, %s, value: %s }
                """.formatted(
                        id,
                        setting.bootstrapServers(),
                        setting.registry(),
                        setting.threads(),
                        folder.resolve("state"),
                        variant.isExactlyOnce() ? "exactly_once_v2" : "at_least_once",
                        topic,
                        to,
                        variant.format());
        return application
                + """
                experiments:
                  - name: measured
                    hypothesis: Costs next to nothing
                    enabled: %s
                    route: flights
                    %s
                """.formatted(
                                !experiment.isEmpty(),
                                experiment.isEmpty()
                                        ? "select: { fraction: 1 }\n    faults: [ { drop-field: { field: distance } } ]"
                                        : experiment);
    }
}
