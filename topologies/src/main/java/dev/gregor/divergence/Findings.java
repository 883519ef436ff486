package dev.gregor.divergence;

import dev.gregor.judge.Evidence;
import dev.gregor.judge.Judge;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.record.RecordCounts;
import dev.gregor.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

/** All that the parts of the work have found, merged by experiment. */
final class Findings {
    private final PartTallies tallies;
    private final WriteBehindStore<Partial.OfOutcomes> outcomes;
    private final WriteBehindStore<RecordCounts> records;

    /** Begins with what the stores hold. */
    Findings(
            PartTallies tallies,
            WriteBehindStore<Partial.OfOutcomes> outcomes,
            WriteBehindStore<RecordCounts> records) {
        this.tallies = tallies;
        this.outcomes = outcomes;
        this.records = records;
    }

    PartTallies tallies() {
        return tallies;
    }

    /** Takes a snapshot in place of the part's earlier one. */
    void replace(String experiment, Partial partial) {
        if (partial instanceof Partial.OfPairs pairs) {
            tallies.replace(pairs);
        } else if (partial instanceof Partial.OfOutcomes part) {
            String key = new PartKey(part.task(), experiment).text();
            long reached = Math.max(part.reached(), outcomes.get(key).reached());
            outcomes.put(key, new Partial.OfOutcomes(part.task(), part.counts(), reached, part.isSettled()));
        } else if (partial instanceof Partial.OfRecords part) {
            records.put(part.counts().key(), part.counts());
        }
    }

    /** What the pairs of all tasks show, merged once. */
    Evidence evidence(Measured experiment, Map<Arm, Tally> runs) {
        double alpha = Judge.alpha(experiment.experiment());
        List<Estimate> estimates = new ArrayList<>();
        runs.forEach((arm, tally) -> estimates.addAll(tally.estimates(arm, alpha)));
        Map<Integer, List<Estimate>> sharper = new HashMap<>();
        Tally treated = runs.get(Arm.TREATED);
        for (int share = Judge.guarded(experiment.experiment()).size() - 1; share > 0 && treated != null; share--) {
            List<Estimate> guarded = new ArrayList<>();
            for (Judge.Guarded each : Judge.guarded(experiment.experiment())) {
                guarded.add(treated.estimate(each.output(), each.measure(), Arm.TREATED, Judge.ALPHA / share));
            }
            sharper.put(share, guarded);
        }
        return new Evidence(
                records(experiment), outcomes(experiment).toPairs(), inOrderOfTheFile(experiment, estimates), sharper);
    }

    /** By measure and then by arm, as a reader wants to compare them. */
    private static List<Estimate> inOrderOfTheFile(Measured experiment, List<Estimate> estimates) {
        List<Estimate> ordered = new ArrayList<>();
        experiment.forEachMeasure((output, measure) -> estimates.stream()
                .filter(e -> e.measure() == measure && Objects.equals(e.output(), output))
                .forEach(ordered::add));
        return ordered;
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

    /** What the injection counted on each partition of the route, in the order of their names. */
    List<RecordCounts> partitions(String experiment) {
        return records.keys().stream()
                .map(records::get)
                .filter(part -> part.experiment().equals(experiment))
                .toList();
    }

    private Evidence.Records records(Measured experiment) {
        long seen = 0;
        long selected = 0;
        Map<String, Long> injected = new TreeMap<>();
        Map<String, Long> skipped = new TreeMap<>();
        for (RecordCounts part : partitions(experiment.name())) {
            seen += part.seen();
            selected += part.selected();
            part.injected().forEach((fault, times) -> injected.merge(fault, times, Long::sum));
            part.skipped().forEach((reason, times) -> skipped.merge(reason, times, Long::sum));
        }
        return new Evidence.Records(seen, selected, injected, skipped);
    }

    private List<Partial.OfOutcomes> outcomeParts(Measured experiment) {
        return outcomes.keys().stream()
                .filter(key -> PartKey.parse(key).of().equals(experiment.name()))
                .map(outcomes::get)
                .toList();
    }
}
