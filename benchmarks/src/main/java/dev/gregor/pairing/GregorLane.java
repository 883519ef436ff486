package dev.gregor.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.divergence.DivergenceTopology;
import dev.gregor.fault.Catalogue;
import dev.gregor.injection.Revision;
import dev.gregor.runtime.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gregor as it is deployed: the injection, which finds no records here, and the divergence topology, which measures a number and a label.
 *
 * @param pairBy as in the configuration: {@code key}, with which outputs are paired where they lie, or {@code header}, with which they
 *     go through a repartition topic first
 */
record GregorLane(String pairBy) implements Lane {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "gregor-by-" + pairBy;
    }

    @Override
    public Map<String, Integer> topics(String id) {
        return Map.of();
    }

    @Override
    public Running start(String bootstrapServers, String id, Path folder, int threads) {
        try {
            Revision revision = Revision.of(new ConfigLoader(Catalogue.types(), Map.of())
                    .load("pairing.yaml", yaml(bootstrapServers, id, folder, threads)));
            return new Measuring(Proxy.start(() -> revision));
        } catch (InvalidConfig e) {
            throw new IllegalStateException("The configuration of the benchmark is invalid", e);
        }
    }

    private String yaml(String bootstrapServers, String id, Path stateDir, int threads) {
        return """
                version: 1
                application:
                  id: %s
                  kafka: { bootstrap.servers: "%s" }
                  streams: { num.stream.threads: %d, state.dir: "%s" }
                routes:
                  flights: { from: raw, to: features, canary: features.canary, value: json }
                experiments:
                  - name: %s
                    hypothesis: Predicted delay moves by less than 3 minutes
                    enabled: true
                    route: flights
                    select: { fraction: 0.05 }
                    faults: [ { drop-field: { field: distance } } ]
                    measure:
                      control: %s
                      treatment: %s
                      pair-by: %s
                      outputs:
                        delay: { type: number }
                        late: { type: label }
                    guardrails: [ { output: delay, measure: mean-absolute-difference, max: 3.0 } ]
                """.formatted(
                        id,
                        bootstrapServers,
                        threads,
                        stateDir,
                        Outputs.EXPERIMENT,
                        Outputs.CONTROL,
                        Outputs.TREATMENT,
                        pairBy);
    }

    @Override
    public String group(String id) {
        return DivergenceTopology.applicationId(id);
    }

    @Override
    public Counts counts(String bootstrapServers, String id) {
        return new Counts(new LatestByKey(bootstrapServers, id + ".verdicts"), GregorLane::counted);
    }

    private static Counted counted(Map<String, byte[]> verdicts) {
        byte[] verdict = verdicts.get(Outputs.EXPERIMENT);
        if (verdict == null) {
            return Counted.NOTHING;
        }
        try {
            JsonNode pairs = JSON.readTree(verdict).required("pairs");
            return new Counted(
                    pairs.required("treated").longValue(),
                    pairs.required("untreated").longValue(),
                    pairs.required("missing").longValue()
                            + pairs.required("orphan").longValue());
        } catch (IOException e) {
            throw new UncheckedIOException("A verdict is no JSON", e);
        }
    }

    private record Measuring(Proxy proxy) implements Running {
        @Override
        public boolean isReady() {
            return proxy.isReady();
        }

        @Override
        public void close() {
            proxy.close();
        }
    }
}
