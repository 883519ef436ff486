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
import dev.gregor.runtime.TemporaryFolder;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
        SchemaRegistryClient registry = new MockSchemaRegistryClient();
        List<Part> parts = new ArrayList<>();
        try (TemporaryFolder state = TemporaryFolder.create("gregor-demo-state")) {
            Revision here =
                    new Revision(loaded.revision(), onThisMachine(name, loaded.config(), state), loaded.excerpt());
            for (String route : here.config().routes().keySet()) {
                parts.add(Part.of(surroundings(name, here.config(), route, registry), here.config()));
            }
            parts.forEach(part -> broker.createTopics(topics(part)));
            try (Proxy proxy = Proxy.start(() -> here, new Codecs(new RegistrySchemas(registry)))) {
                parts.forEach(part -> part.pipeline().start());
                return run(here, parts);
            }
        } finally {
            parts.forEach(part -> part.pipeline().close());
            broker.deleteTopics();
        }
    }

    /** One route, the experiments on it and what stands around it. */
    private record Part(Surroundings where, Pipeline pipeline, List<Experiment> experiments) {
        static Part of(Surroundings where, GregorConfig config) {
            return new Part(where, Pipelines.of(where), config.experimentsOf(where.routeName()));
        }
    }

    private List<ExperimentReport> run(Revision revision, List<Part> parts) throws InterruptedException {
        Map<Part, List<String>> said = new LinkedHashMap<>();
        for (Part part : parts) {
            Pipeline.Fed fed = part.pipeline().feed(progress::replayed);
            List<String> all = new ArrayList<>(notes);
            EndOfLog.mark(part.where(), part.experiments(), fed).ifPresent(all::add);
            said.put(part, all);
        }
        Map<String, ExperimentReport> reports = new HashMap<>();
        try (Results results = new Results(revision.config().application())) {
            for (Part part : parts) {
                reports.putAll(report(revision, part, said.getOrDefault(part, notes), results));
            }
        }
        return revision.config().experiments().stream()
                .map(each -> Objects.requireNonNull(reports.get(each.name())))
                .toList();
    }

    private Map<String, ExperimentReport> report(Revision revision, Part part, List<String> said, Results results)
            throws InterruptedException {
        Pipeline pipeline = part.pipeline();
        try (Waiting waiting = new Waiting(part.where(), part.experiments(), progress)) {
            if (pipeline.needsBothArms()) {
                waiting.untilBothArmsAreComplete(revision.config().application().id());
                pipeline.passed();
            }
            Map<String, String> endings = waiting.untilAtRest(results, pipeline.controlOutputs());
            Map<String, ExperimentReport> reports = new HashMap<>();
            for (Experiment experiment : part.experiments()) {
                List<String> own = new ArrayList<>(said);
                own.addAll(pipeline.notes());
                Optional.ofNullable(endings.get(experiment.name())).ifPresent(own::add);
                reports.put(
                        experiment.name(),
                        pipeline.completed(experiment, results.report(experiment, revision, pipeline.units(), own)));
            }
            return reports;
        }
    }

    private Surroundings surroundings(
            String name, GregorConfig config, String routeName, SchemaRegistryClient registry) {
        Route route = Objects.requireNonNull(config.routes().get(routeName));
        if (route.canary() == null) {
            throw new DemoFailure("the demo runs routes with a canary topic; the route '" + routeName + "' has none");
        }
        Measurement measure = measurement(routeName, config.experimentsOf(routeName));
        String ledger = config.application().ledgerTopic().value();
        return new Surroundings(
                broker.bootstrapServers(), name, routeName, route, measure, ledger, flights, model, registry);
    }

    private GregorConfig onThisMachine(String name, GregorConfig config, TemporaryFolder state) {
        Map<String, String> streams = new LinkedHashMap<>(config.application().streams());
        streams.put("state.dir", state.path().toString());
        Application application = new Application(
                name,
                null,
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                streams,
                Map.of(),
                config.application().http(),
                Map.of());
        return new GregorConfig(
                config.version(),
                application,
                config.routes(),
                config.experiments().stream()
                        // the demo shows each failure to its end
                        .map(e -> e.enabledAs(true).withoutHalts())
                        .toList());
    }

    private static Measurement measurement(String route, List<Experiment> experiments) {
        List<Measurement> all = experiments.stream()
                .map(Experiment::measure)
                .filter(Objects::nonNull)
                .toList();
        if (all.isEmpty()
                || all.size() < experiments.size()
                || all.stream()
                        .anyMatch(m -> m.control() == null
                                || !m.control().equals(all.get(0).control())
                                || !m.treatment().equals(all.get(0).treatment()))) {
            throw new DemoFailure("the demo needs experiments that measure the same two topics; those on the route '"
                    + route + "' do not");
        }
        return all.get(0);
    }

    private static Map<String, Integer> topics(Part part) {
        Surroundings where = part.where();
        Map<String, Integer> topics = new LinkedHashMap<>();
        topics.put(where.raw(), PARTITIONS);
        topics.put(where.controlInput(), PARTITIONS);
        topics.put(where.treatmentInput(), PARTITIONS);
        topics.put(where.controlOutput(), PARTITIONS);
        topics.put(where.treatmentOutput(), PARTITIONS);
        topics.putAll(part.pipeline().topics());
        return topics;
    }
}
