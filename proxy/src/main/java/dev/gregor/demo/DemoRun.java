package dev.gregor.demo;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Loaded;
import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import dev.gregor.injection.Revision;
import dev.gregor.report.ExperimentReport;
import dev.gregor.results.Results;
import dev.gregor.runtime.Codecs;
import dev.gregor.runtime.Proxy;
import dev.gregor.runtime.RegistrySchemas;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One configuration on this machine from end to end: the topics on a broker, the proxy, the pipeline around the route, and
 * the report of each of its experiments. Afterwards the broker is as empty as before.
 */
final class DemoRun {
    static final int PARTITIONS = 4;

    private final EmbeddedBroker broker;
    private final List<Flight> flights;
    private final DelayModel model;
    private final List<String> notes;
    private final DemoProgress progress;

    DemoRun(EmbeddedBroker broker, List<Flight> flights, DelayModel model, List<String> notes, DemoProgress progress) {
        this.broker = broker;
        this.flights = flights;
        this.model = model;
        this.notes = notes;
        this.progress = progress;
    }

    /**
     * Runs all experiments of a configuration, whether enabled or not, at once.
     *
     * @param name sets its applications apart from those of other runs on the same broker
     * @throws DemoFailure if an experiment has no route of the demo, or nothing to measure
     */
    List<ExperimentReport> of(String name, Loaded loaded) throws InterruptedException {
        Route route = onlyRoute(loaded.config());
        Measurement measure = measurement(loaded.config());
        SchemaRegistryClient registry = new MockSchemaRegistryClient();
        try (TemporaryFolder state = TemporaryFolder.create("gregor-demo-state")) {
            Revision here = new Revision(loaded.revision(), onThisMachine(name, loaded.config(), state));
            String ledger = here.config().application().ledgerTopic().value();
            Surroundings where =
                    new Surroundings(broker.bootstrapServers(), name, route, measure, ledger, flights, model, registry);
            try (Pipeline pipeline = Pipelines.of(where)) {
                broker.createTopics(topics(where, pipeline));
                try (Proxy proxy = Proxy.start(() -> here, new Codecs(new RegistrySchemas(registry)))) {
                    pipeline.start();
                    return run(here, where, pipeline);
                }
            }
        } finally {
            broker.deleteTopics();
        }
    }

    private List<ExperimentReport> run(Revision revision, Surroundings where, Pipeline pipeline)
            throws InterruptedException {
        Pipeline.Fed fed = pipeline.feed(progress::replayed);
        List<String> all = new ArrayList<>(notes);
        EndOfLog.mark(where, revision.config(), fed).ifPresent(all::add);
        try (Waiting waiting = new Waiting(where, revision, progress);
                Results results = new Results(revision.config().application())) {
            if (pipeline.needsBothArms()) {
                waiting.untilBothArmsAreComplete();
                pipeline.passed();
            }
            Map<String, String> endings = waiting.untilAtRest(results, pipeline.controlOutputs());
            all.addAll(pipeline.notes());
            List<ExperimentReport> reports = new ArrayList<>();
            for (Experiment experiment : revision.config().experiments()) {
                List<String> own = new ArrayList<>(all);
                String ending = endings.get(experiment.name());
                if (ending != null) {
                    own.add(ending);
                }
                reports.add(
                        pipeline.completed(experiment, results.report(experiment, revision, pipeline.units(), own)));
            }
            return reports;
        }
    }

    private GregorConfig onThisMachine(String name, GregorConfig config, TemporaryFolder state) {
        Map<String, String> streams = new LinkedHashMap<>(config.application().streams());
        streams.put("state.dir", state.path().toString());
        Application application = new Application(
                name,
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                streams,
                Map.of(),
                config.application().http());
        return new GregorConfig(
                config.version(),
                application,
                config.routes(),
                config.experiments().stream().map(e -> e.enabledAs(true)).toList());
    }

    private static Route onlyRoute(GregorConfig config) {
        Route route = config.routes().values().iterator().next();
        if (config.routes().size() > 1 || route.canary() == null) {
            throw new DemoFailure("the demo runs one route with a canary topic; this configuration has another shape");
        }
        return route;
    }

    private static Measurement measurement(GregorConfig config) {
        List<Measurement> all = config.experiments().stream()
                .map(Experiment::measure)
                .filter(Objects::nonNull)
                .toList();
        if (all.size() < Math.max(1, config.experiments().size())
                || all.stream()
                        .anyMatch(m -> !m.control().equals(all.get(0).control())
                                || !m.treatment().equals(all.get(0).treatment()))) {
            throw new DemoFailure("the demo needs experiments that measure the same two topics");
        }
        return all.get(0);
    }

    private static Map<String, Integer> topics(Surroundings where, Pipeline pipeline) {
        Map<String, Integer> topics = new LinkedHashMap<>();
        topics.put(where.raw(), PARTITIONS);
        topics.put(where.controlInput(), PARTITIONS);
        topics.put(where.treatmentInput(), PARTITIONS);
        topics.put(where.controlOutput(), PARTITIONS);
        topics.put(where.treatmentOutput(), PARTITIONS);
        topics.putAll(pipeline.topics());
        return topics;
    }
}
