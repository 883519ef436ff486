package dev.gregor.runtime;

import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Route;
import dev.gregor.fault.History;
import dev.gregor.injection.Decision;
import dev.gregor.injection.Injector;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dry run: the injector itself decides about records that were read, and nothing is written anywhere. */
public final class Plan {
    private Plan() {}

    /**
     * Plans every experiment of a configuration, enabled or not, on its own.
     *
     * @param sample how many of the last records of each route are read
     * @throws ClusterUnreachable if the cluster does not answer
     * @throws UnfitTopics if a raw topic is not there
     */
    public static List<PlannedExperiment> of(GregorConfig config, int sample) {
        List<PlannedExperiment> planned = new ArrayList<>();
        PlannedSchemas schemas = PlannedSchemas.of(config.application());
        Codecs codecs = new Codecs(schemas);
        try (LastRecords last = LastRecords.of(config.application())) {
            config.routes().forEach((name, route) -> {
                List<Experiment> experiments = config.experimentsOf(name);
                if (!experiments.isEmpty()) {
                    List<RawRecord> records = last.of(route.from(), sample);
                    History history = new LogHistory(config.application().kafka());
                    experiments.forEach(e -> planned.add(plan(e, route, codecs.of(route), records, history)));
                    history.close();
                }
            });
        }
        return planned;
    }

    private static PlannedExperiment plan(
            Experiment experiment, Route route, Codec codec, List<RawRecord> records, History history) {
        Injector injector = new Injector(List.of(experiment.enabledAs(true)), codec, history);
        Tally tally = new Tally();
        List<PlannedExperiment.Hit> hits = new ArrayList<>();
        ValueText text = new ValueText(route.value(), codec);
        for (RawRecord record : records) {
            Decision decision = injector.decide(record, tally);
            if (!decision.injected().isEmpty()) {
                hits.add(hit(record, decision, text));
            }
        }
        return new PlannedExperiment(
                experiment.name(),
                experiment.route(),
                experiment.enabled(),
                tally.seen,
                tally.selected,
                tally.injected,
                tally.skipped,
                hits);
    }

    private static PlannedExperiment.Hit hit(RawRecord record, Decision decision, ValueText text) {
        return new PlannedExperiment.Hit(
                record.id().toString(),
                decision.injected().stream().map(Decision.Injected::fault).toList(),
                text.of(record.value()),
                text.of(decision.output().value()),
                decision.hold() == null ? 0 : decision.hold().by().toMillis());
    }

    private static final class Tally implements Injector.Counter {
        private final Map<String, Long> injected = new TreeMap<>();
        private final Map<String, Long> skipped = new TreeMap<>();
        private long seen;
        private long selected;

        @Override
        public void seen(String experiment) {
            seen++;
        }

        @Override
        public void selected(String experiment) {
            selected++;
        }

        @Override
        public void injected(String experiment, String fault) {
            injected.merge(fault, 1L, Long::sum);
        }

        @Override
        public void skipped(String experiment, SkipReason reason) {
            skipped.merge(reason.word(), 1L, Long::sum);
        }
    }
}
