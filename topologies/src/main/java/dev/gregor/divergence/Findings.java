package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Arm;
import dev.gregor.judge.Estimate;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Judge;
import dev.gregor.judge.Tally;
import dev.gregor.record.RecordCounts;
import dev.gregor.store.StateCodec;
import dev.gregor.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All that the parts of the work have found, merged by experiment. Parts are merged in the order of their tasks, so that the same
 * parts give the same numbers to the last digit.
 */
final class Findings {
    private final WriteBehindStore<Tally> tallies;
    private final WriteBehindStore<Partial.OfOutcomes> outcomes;
    private final WriteBehindStore<RecordCounts> records;

    private final Map<TallyKey, TreeMap<Integer, String>> parts = new HashMap<>();
    private final WindowLimit windows = new WindowLimit(WindowLimit.WINDOWS);
    private final Set<TallyKey> changed = new LinkedHashSet<>();

    /** Begins with what the stores hold, all of it as changed: what was said before a restart is not known. */
    Findings(
            WriteBehindStore<Tally> tallies,
            WriteBehindStore<Partial.OfOutcomes> outcomes,
            WriteBehindStore<RecordCounts> records) {
        this.tallies = tallies;
        this.outcomes = outcomes;
        this.records = records;
        tallies.keys().forEach(key -> index(PartKey.parse(key)));
    }

    /** The key of a part: the task that it comes from, and what it is of. */
    private record PartKey(int task, String of) {
        static PartKey parse(String text) {
            int bar = text.indexOf('|');
            return new PartKey(Integer.parseInt(text.substring(0, bar)), text.substring(bar + 1));
        }

        String text() {
            return task + "|" + of;
        }
    }

    /** Keeps the tallies of the parts. */
    static StateCodec<Tally> tallyCodec() {
        return new StateCodec<>() {
            @Override
            public Tally newEmpty(String key) {
                return Tally.empty(measure(key));
            }

            @Override
            public byte[] toBytes(Tally state) {
                return state.toBytes();
            }

            @Override
            public Tally fromBytes(String key, byte[] bytes) {
                return Tally.fromBytes(measure(key), bytes);
            }

            private MeasureName measure(String key) {
                return TallyKey.parse(PartKey.parse(key).of()).measure();
            }
        };
    }

    /** Takes a snapshot in place of the part's earlier one. */
    void replace(String experiment, Partial partial) {
        if (partial instanceof Partial.OfPairs pairs) {
            replaceTally(pairs);
        } else if (partial instanceof Partial.OfOutcomes part) {
            String key = new PartKey(part.task(), experiment).text();
            long reached = Math.max(part.reached(), outcomes.get(key).reached());
            outcomes.put(key, new Partial.OfOutcomes(part.task(), part.counts(), reached, part.isSettled()));
        } else if (partial instanceof Partial.OfRecords part) {
            records.put(part.counts().key(), part.counts());
        }
    }

    /** Visits the keys whose merged tally has changed since this was last called. */
    void drainChanged(Consumer<TallyKey> visitor) {
        changed.forEach(visitor);
        changed.clear();
    }

    /** The measure over the pairs of all tasks. */
    Estimate estimate(Measured experiment, TallyKey key) {
        Tally merged = Tally.empty(key.measure());
        for (String part : parts.getOrDefault(key, new TreeMap<>()).values()) {
            merged.merge(tallies.get(part));
        }
        return merged.estimate(key.output(), key.measure(), key.arm(), Judge.alpha(experiment.experiment()));
    }

    Evidence evidence(Measured experiment) {
        return new Evidence(records(experiment), outcomes(experiment).toPairs(), estimates(experiment));
    }

    OutcomeCounts outcomes(Measured experiment) {
        OutcomeCounts merged = new OutcomeCounts();
        outcomeParts(experiment).forEach(part -> merged.merge(part.counts()));
        return merged;
    }

    /** Whether the schedule has ended, by event time, and every task has decided all pairs up to its end. */
    boolean isFinal(Measured experiment) {
        OptionalLong end = experiment.end();
        List<Partial.OfOutcomes> all = outcomeParts(experiment);
        return end.isPresent()
                && all.stream().anyMatch(part -> part.reached() >= end.getAsLong())
                && all.stream().allMatch(part -> part.reached() >= end.getAsLong() || part.isSettled());
    }

    private List<Estimate> estimates(Measured experiment) {
        List<Estimate> estimates = new ArrayList<>();
        experiment.forEachMeasure((output, measure) -> {
            for (Arm arm : Arm.values()) {
                estimates.add(estimate(experiment, new TallyKey(experiment.name(), null, output, measure, arm)));
            }
        });
        return estimates;
    }

    private Evidence.Records records(Measured experiment) {
        long seen = 0;
        long selected = 0;
        Map<String, Long> injected = new TreeMap<>();
        Map<String, Long> skipped = new TreeMap<>();
        for (String key : records.keys()) {
            RecordCounts part = records.get(key);
            if (part.experiment().equals(experiment.name())) {
                seen += part.seen();
                selected += part.selected();
                part.injected().forEach((fault, times) -> injected.merge(fault, times, Long::sum));
                part.skipped().forEach((reason, times) -> skipped.merge(reason, times, Long::sum));
            }
        }
        return new Evidence.Records(seen, selected, injected, skipped);
    }

    private List<Partial.OfOutcomes> outcomeParts(Measured experiment) {
        return outcomes.keys().stream()
                .filter(key -> PartKey.parse(key).of().equals(experiment.name()))
                .map(outcomes::get)
                .toList();
    }

    private void replaceTally(Partial.OfPairs part) {
        PartKey key = new PartKey(part.task(), part.key().text());
        boolean isSame = parts.getOrDefault(part.key(), new TreeMap<>()).containsKey(part.task())
                && Arrays.equals(tallies.get(key.text()).toBytes(), part.tally().toBytes());
        if (!isSame && index(key)) {
            tallies.put(key.text(), part.tally());
        }
    }

    /** Takes note of a part, and says whether there is room for it. */
    private boolean index(PartKey part) {
        TallyKey key = TallyKey.parse(part.of());
        List<String> evicted = windows.admit(key.experiment(), key.window(), part.text());
        if (evicted == null) {
            return false;
        }
        for (String old : evicted) {
            TallyKey gone = TallyKey.parse(PartKey.parse(old).of());
            tallies.remove(old);
            parts.remove(gone);
            changed.remove(gone);
        }
        parts.computeIfAbsent(key, k -> new TreeMap<>()).put(part.task(), part.text());
        changed.add(key);
        return true;
    }
}
