package dev.gregor.demo;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import dev.gregor.injection.Revision;
import dev.gregor.report.ExperimentReport;
import dev.gregor.results.Results;
import dev.gregor.results.VerdictEvent;
import dev.gregor.runtime.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One configuration on this machine from end to end: a broker, the flights, the proxy, an inference app on each arm, and the
 * report of each of its experiments.
 */
final class DemoRun {
    static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final List<Flight> flights;
    private final DelayModel model;
    private final List<String> notes;
    private final DemoProgress progress;

    DemoRun(List<Flight> flights, DelayModel model, List<String> notes, DemoProgress progress) {
        this.flights = flights;
        this.model = model;
        this.notes = notes;
        this.progress = progress;
    }

    /**
     * Runs all experiments of a configuration, whether enabled or not, at once.
     *
     * @throws DemoFailure if an experiment has no route of the demo, or nothing to measure
     */
    List<ExperimentReport> of(String revision, GregorConfig config) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TemporaryFolder state = TemporaryFolder.create("gregor-demo-state")) {
            Revision here = new Revision(revision, onThisMachine(config, broker, state));
            Route route = onlyRoute(here.config());
            Measurement measure = measurement(here.config());
            broker.createTopics(topics(route, measure));
            try (Proxy proxy = Proxy.start(() -> here);
                    InferenceApp control = new InferenceApp(
                            broker.bootstrapServers(),
                            "inference-control",
                            model,
                            route.to().value(),
                            measure.control().value());
                    InferenceApp canary = new InferenceApp(
                            broker.bootstrapServers(),
                            "inference-canary",
                            model,
                            Objects.requireNonNull(route.canary()).value(),
                            measure.treatment().value())) {
                control.start();
                canary.start();
                replay(broker, route);
                return report(here);
            }
        }
    }

    private void replay(EmbeddedBroker broker, Route route) {
        try (FlightProducer producer =
                new FlightProducer(broker.bootstrapServers(), route.from().value())) {
            producer.replay(flights, FlightProducer.AS_FAST_AS_POSSIBLE, progress::replayed);
        }
    }

    private List<ExperimentReport> report(Revision revision) throws InterruptedException {
        List<ExperimentReport> reports = new ArrayList<>();
        try (Results results = new Results(revision.config().application())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Experiment experiment : revision.config().experiments()) {
                List<String> all = new ArrayList<>(notes);
                if (!await(results, experiment.name(), deadline)) {
                    all.add("The run was cut off before every output was paired.");
                }
                reports.add(results.report(experiment, revision, Map.of("delay_minutes", "minutes"), all));
            }
        }
        return reports;
    }

    /** Waits until every flight is settled and the verdict has come to rest; false if that takes too long. */
    private boolean await(Results results, String experiment, long deadline) throws InterruptedException {
        VerdictEvent before = null;
        while (System.nanoTime() - deadline < 0) {
            Optional<VerdictEvent> now = results.lastVerdict(experiment);
            if (now.isPresent()) {
                progress.settled(now.get().settled());
                boolean done = now.get().records().seen() >= flights.size()
                        && now.get().settled() >= flights.size();
                if (done && now.get().equals(before)) {
                    return true;
                }
                before = now.get();
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        return false;
    }

    private static GregorConfig onThisMachine(GregorConfig config, EmbeddedBroker broker, TemporaryFolder state) {
        Map<String, String> streams = new LinkedHashMap<>(config.application().streams());
        streams.put("state.dir", state.path().toString());
        Application application = new Application(
                config.application().id(),
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
        if (all.isEmpty()
                || all.stream().anyMatch(m -> !m.control().equals(all.get(0).control()))) {
            throw new DemoFailure("the demo needs experiments that measure the same two topics");
        }
        return all.get(0);
    }

    private static Map<String, Integer> topics(Route route, Measurement measure) {
        Map<String, Integer> topics = new LinkedHashMap<>();
        topics.put(route.from().value(), PARTITIONS);
        route.targets().forEach(target -> topics.put(target.value(), PARTITIONS));
        topics.put(measure.control().value(), PARTITIONS);
        topics.put(measure.treatment().value(), PARTITIONS);
        return topics;
    }

    /** What a reader of a report has to know of the model. */
    static String note(Skill skill) {
        return String.format(
                Locale.ROOT,
                "The model under test is linear, trained on the first %,d flights. On the %,d later ones its AUC for"
                        + " late flights is %.3f, and its mean absolute error is %.1f minutes, where always guessing the"
                        + " mean delay would give %.1f.",
                Flights.TRAINING,
                skill.n(),
                skill.aucLate(),
                skill.maeMinutes(),
                skill.maeOfMeanMinutes());
    }
}
