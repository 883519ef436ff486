package dev.gregor.runtime;

import dev.gregor.config.Durations;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.decision.Decision;
import dev.gregor.decision.Injector;
import dev.gregor.decision.Limits;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.History;
import dev.gregor.fault.Hold;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

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
                    experiments.forEach(e -> planned.add(plan(
                            e,
                            route,
                            codecs.of(route),
                            records,
                            history,
                            share -> effort(e, share, records, outputs(e, last, sample), codecs))));
                    history.close();
                }
            });
        }
        return planned;
    }

    private static PlannedExperiment plan(
            Experiment experiment,
            Route route,
            Codec codec,
            List<RawRecord> records,
            History history,
            DoubleFunction<PlannedExperiment.Effort> effort) {
        Injector injector =
                new Injector(List.of(experiment.enabledAs(true)), codec, Circumstances.of(history), Limits.NONE);
        Tally tally = new Tally();
        List<PlannedExperiment.Hit> hits = new ArrayList<>();
        ValueText text = new ValueText(route.value(), codec);
        long now = System.currentTimeMillis();
        Map<List<Object>, List<RawRecord>> blocks = new LinkedHashMap<>();
        for (RawRecord record : records) {
            Decision decision = injector.decide(record, now, tally);
            addHit(hits, record, decision, text);
            decision.gatherings()
                    .forEach(gathering -> blocks.computeIfAbsent(
                                    List.of(record.id().partition(), gathering.until()), block -> new ArrayList<>())
                            .add(record));
        }
        for (List<RawRecord> block : blocks.values()) {
            List<Decision> decisions = injector.decideTogether(experiment.name(), block, now, tally);
            for (int i = 0; i < block.size(); i++) {
                addHit(hits, block.get(i), decisions.get(i), text);
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
                hits,
                effort.apply(tally.seen == 0 ? 0 : (double) hits.size() / tally.seen));
    }

    /** The last outputs of the control arm; none where there is no such arm, or no such topic yet. */
    private static List<RawRecord> outputs(Experiment experiment, LastRecords last, int sample) {
        Measurement measure = experiment.measure();
        TopicName control = measure == null || experiment.guardrails().isEmpty() ? null : measure.control();
        return control == null || !last.exists(control) ? List.of() : last.of(control, sample);
    }

    private static PlannedExperiment.Effort effort(
            Experiment experiment, double share, List<RawRecord> records, List<RawRecord> outputs, Codecs codecs) {
        RecordRate rate = RecordRate.of(records, System.currentTimeMillis());
        Measurement measure = experiment.measure();
        List<PlannedEffort> guardrails = measure == null
                ? List.of()
                : new PlannedEfforts(experiment, share, rate, outputs, codecs.of(measure.value(), measure.treatment()))
                        .all();
        Double perSecond = rate.perSecond().isPresent() ? rate.perSecond().getAsDouble() : null;
        return new PlannedExperiment.Effort(share, perSecond, rate.clock(), guardrails);
    }

    private static void addHit(List<PlannedExperiment.Hit> hits, RawRecord record, Decision decision, ValueText text) {
        if (decision.injected().isEmpty()) {
            return;
        }
        hits.add(new PlannedExperiment.Hit(
                record.id().toString(),
                decision.injected().stream().map(Decision.Injected::fault).toList(),
                text.of(record.value()),
                decision.deliveries().stream()
                        .map(each -> text.of(each.record().value()))
                        .toList(),
                decision.deliveries().stream()
                        .map(Delivery::hold)
                        .filter(Objects::nonNull)
                        .map(Plan::inWords)
                        .distinct()
                        .toList()));
    }

    private static String inWords(Hold hold) {
        String by = hold.clock() == Hold.Clock.RECORDS
                ? hold.by() + " records"
                : Durations.format(Duration.ofMillis(hold.by()));
        return hold.spacingMicros() == 0
                ? by
                : by + " and " + hold.spacingMicros() / 1e6 + " s behind the one before it";
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
        public long injected(String experiment) {
            return injected.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public void skipped(String experiment, SkipReason reason) {
            skipped.merge(reason.word(), 1L, Long::sum);
        }
    }
}
