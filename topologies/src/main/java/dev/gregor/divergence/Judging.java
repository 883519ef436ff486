package dev.gregor.divergence;

import dev.gregor.judge.Evidence;
import dev.gregor.judge.Judge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Third step: merges what the parts of the work know, and says every number and every verdict that has changed. Each measured
 * experiment has a verdict from the start on, even if nothing ever comes.
 */
final class Judging extends ContextualProcessor<String, Partial, String, Event> {
    static final String TALLIES = "merged-tallies";
    static final String OUTCOMES = "merged-outcomes";
    static final String RECORDS = "merged-records";

    private final CurrentComparisons current;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, VerdictEvent> said = new HashMap<>();
    private @Nullable Comparisons judged;
    private @Nullable Findings findings;

    Judging(CurrentComparisons current) {
        this.current = current;
    }

    @Override
    public void init(ProcessorContext<String, Event> context) {
        super.init(context);
        findings = new Findings(
                context.getStateStore(TALLIES), context.getStateStore(OUTCOMES), context.getStateStore(RECORDS));
        context.schedule(Pairing.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
    }

    @Override
    public void process(Record<String, Partial> record) {
        findings().replace(record.key(), record.value());
        changed.add(record.key());
    }

    private void punctuate(long now) {
        Comparisons comparisons = current.get();
        findings()
                .drainChanged(key -> comparisons
                        .experiment(key.experiment())
                        .filter(experiment -> isStillMeasured(experiment, key))
                        .ifPresent(experiment -> say(
                                new DivergenceEvent(
                                        key.experiment(),
                                        key.window(),
                                        findings().estimate(experiment, key)),
                                now)));
        for (Measured experiment : comparisons.experiments()) {
            if (judged != comparisons || changed.contains(experiment.name())) {
                judge(experiment, now);
            }
        }
        changed.clear();
        judged = comparisons;
    }

    private void judge(Measured experiment, long now) {
        Evidence evidence = findings().evidence(experiment);
        boolean isFinal = findings().isFinal(experiment);
        VerdictEvent verdict = new VerdictEvent(
                experiment.name(),
                Judge.judge(experiment.experiment(), evidence, isFinal),
                isFinal,
                evidence.records(),
                findings().outcomes(experiment).toMap(),
                evidence.estimates());
        if (!verdict.equals(said.put(experiment.name(), verdict))) {
            say(verdict, now);
        }
    }

    private void say(Event event, long now) {
        context().forward(new Record<>(event.experiment(), event, now));
    }

    /** Outputs may have gone from the configuration, and their tallies are still there. */
    private static boolean isStillMeasured(Measured experiment, TallyKey key) {
        return experiment.takes(key.output(), key.measure());
    }

    private Findings findings() {
        return Objects.requireNonNull(findings, "the task has not begun");
    }
}
