package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Judge;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Third step: merges what the parts of the work know, says every number and every verdict that has changed, and halts an experiment whose
 * guardrail is crossed. Each measured experiment has a verdict from the start on, even if nothing ever comes.
 */
final class Judging extends ContextualProcessor<String, Partial, String, Event> {
    static final String TALLIES = "merged-tallies";
    static final String OUTCOMES = "merged-outcomes";
    static final String RECORDS = "merged-records";
    static final String HALTS = "halts";

    /** How often numbers are said that only moved, in milliseconds; another verdict is said at once. */
    static final long SAY_EVERY = Duration.ofSeconds(2).toMillis();

    private final CurrentComparisons current;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, VerdictEvent> said = new HashMap<>();
    private final Map<String, VerdictEvent> unsaid = new LinkedHashMap<>();
    private long numbersSaidAt;
    private @Nullable Comparisons judged;
    private @Nullable Findings findings;
    private @Nullable Guard guard;
    private @Nullable Pulse pulse;

    Judging(CurrentComparisons current) {
        this.current = current;
    }

    @Override
    public void init(ProcessorContext<String, Event> context) {
        super.init(context);
        PartTallies tallies = new PartTallies(context.getStateStore(TALLIES));
        findings = new Findings(tallies, context.getStateStore(OUTCOMES), context.getStateStore(RECORDS));
        guard = new Guard(context.getStateStore(HALTS), tallies);
        pulse = new Pulse();
        // Kafka Streams may begin again with the same processor, and of what was said then nothing may have been
        // committed.
        changed.clear();
        said.clear();
        unsaid.clear();
        numbersSaidAt = 0;
        judged = null;
        context.schedule(Pairing.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
    }

    @Override
    public void process(Record<String, Partial> record) {
        if (record.value() instanceof Partial.OfHalt control) {
            guard().take(record.key(), control);
        } else {
            findings().replace(record.key(), record.value());
        }
        changed.add(record.key());
    }

    private void punctuate(long now) {
        Comparisons comparisons = current.get();
        for (Measured experiment : comparisons.experiments()) {
            if (isNew(comparisons) || changed.contains(experiment.name())) {
                judge(experiment, now);
            }
            pulse().beat(experiment, findings(), now).ifPresent(beat -> forward(beat.key(), beat, now));
        }
        if (now - numbersSaidAt >= SAY_EVERY) {
            numbersSaidAt = now;
            sayNumbers(comparisons, now);
        }
        changed.clear();
        judged = comparisons;
    }

    private void sayNumbers(Comparisons comparisons, long now) {
        unsaid.forEach((experiment, event) -> say(event, now));
        unsaid.clear();
        findings()
                .tallies()
                .drainChanged(
                        key -> comparisons.experiment(key.experiment()).ifPresent(measured -> say(measured, key, now)));
    }

    @SuppressWarnings("ReferenceEquality") // a changed configuration is another object
    private boolean isNew(Comparisons comparisons) {
        return judged != comparisons;
    }

    private void judge(Measured experiment, long now) {
        Map<Arm, Tally> runs = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            if (arm != Arm.NOISE || experiment.measurement().control2() != null) {
                runs.put(arm, findings().tallies().merged(experiment, TallyKey.ofRun(experiment.name(), arm)));
            }
        }
        Evidence evidence = findings().evidence(experiment, runs);
        guard().watch(experiment, evidence, now).ifPresent(halt -> {
            ControlEvent event = new ControlEvent(
                    experiment.name(), ControlEvent.Action.HALT, "guardrail", halt.reason(), halt.crossed());
            forward(event.key(), event, now);
            forward(event.auditKey(), event, now);
        });
        VerdictEvent event = verdict(experiment, evidence, runs);
        VerdictEvent last = said.get(experiment.name());
        if (last == null || !event.saysTheSameAs(last)) {
            unsaid.remove(experiment.name());
            say(event, now);
            if (event.isFinal()) {
                // whoever reads that it is over finds all numbers
                numbersSaidAt = 0;
            }
        } else if (event.equals(last)) {
            unsaid.remove(experiment.name());
        } else {
            unsaid.put(experiment.name(), event);
        }
    }

    private void say(VerdictEvent event, long now) {
        said.put(event.experiment(), event);
        forward(event.experiment(), event, now);
    }

    private VerdictEvent verdict(Measured experiment, Evidence evidence, Map<Arm, Tally> runs) {
        boolean isFinal = findings().isFinal(experiment);
        Verdict verdict = Judge.judge(experiment.experiment(), evidence, isFinal);
        Receipt receipt = guard().haltOf(experiment.name())
                .map(halt -> Receipt.of(halt, findings().partitions(experiment.name())))
                .orElse(null);
        if (receipt != null) {
            verdict = verdict.halted(receipt.reason(), receipt.sentence());
        }
        return VerdictEvent.of(
                experiment,
                verdict,
                isFinal,
                evidence,
                findings().outcomes(experiment).toMap(),
                receipt,
                runs.entrySet().stream()
                        .flatMap(run -> run.getValue().pictures(run.getKey()).stream())
                        .toList());
    }

    /** Says every measure of a tally that has any pair. */
    private void say(Measured experiment, TallyKey key, long now) {
        TallyKey told = findings().tallies().isTold(experiment, key) ? key : key.inSegment(Segments.OTHER);
        Tally tally = findings().tallies().merged(experiment, told);
        for (Estimate estimate : tally.estimates(told.arm(), Judge.alpha(experiment.experiment()))) {
            if (estimate.n() > 0 && isKnown(told, estimate)) {
                forward(
                        key.experiment(),
                        new DivergenceEvent(key.experiment(), told.window(), told.segment(), estimate),
                        now);
            }
        }
    }

    /** The segment of a decided pair is not remembered, so those that come again later would be left out. */
    private static boolean isKnown(TallyKey key, Estimate estimate) {
        return key.segment() == null || estimate.measure() != MeasureName.DUPLICATE_RATE;
    }

    private void forward(String key, Event event, long now) {
        context().forward(new Record<>(key, event, now));
    }

    private Findings findings() {
        return Objects.requireNonNull(findings, "the task has not begun");
    }

    private Guard guard() {
        return Objects.requireNonNull(guard, "the task has not begun");
    }

    private Pulse pulse() {
        return Objects.requireNonNull(pulse, "the task has not begun");
    }
}
