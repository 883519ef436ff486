package dev.gregor.judge;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an experiment when it is judged.
 *
 * @param estimates at {@link Judge#alpha}, the least share of the error
 * @param sharper the guarded measures of the treated pairs at larger shares, for Holm's method: those at {@link Judge#ALPHA} divided by the
 *     key. What is not there is judged at the least share
 */
public record Evidence(Records records, Pairs pairs, List<Estimate> estimates, Map<Integer, List<Estimate>> sharper) {
    public Evidence {
        estimates = List.copyOf(estimates);
        sharper = Map.copyOf(sharper);
    }

    /** Evidence without sharper estimates. */
    public Evidence(Records records, Pairs pairs, List<Estimate> estimates) {
        this(records, pairs, estimates, Map.of());
    }

    /** A guarded measure of the treated pairs, when so many share the error. */
    Optional<Estimate> treated(@Nullable String output, MeasureName measure, int sharing) {
        return sharper.getOrDefault(sharing, List.of()).stream()
                .filter(e -> Objects.equals(e.output(), output) && e.measure() == measure && e.n() > 0)
                .findFirst()
                .or(() -> estimate(output, measure, Arm.TREATED));
    }

    /** The estimate of a measure over one arm; empty while it rests on no pair. */
    public Optional<Estimate> estimate(@Nullable String output, MeasureName measure, Arm arm) {
        return estimates.stream()
                .filter(e ->
                        Objects.equals(e.output(), output) && e.measure() == measure && e.arm() == arm && e.n() > 0)
                .findFirst();
    }

    /** The estimates of outputs over one arm that rest on any pair, of measures that can decide. */
    List<Estimate> of(Arm arm) {
        return estimates.stream()
                .filter(e -> e.output() != null && e.measure().canBeGuarded() && e.arm() == arm && e.n() > 0)
                .toList();
    }

    /** Whether it is known of every missing output if its record was hit: then a rate of them is there. */
    boolean tellsMissing() {
        return estimates.stream().anyMatch(e -> e.measure() == MeasureName.MISSING_RATE && e.n() > 0);
    }

    /**
     * What the injection counted. The maps are kept in the order of their keys, so that whatever is written from them is the
     * same each time.
     *
     * @param seen records of the route while the experiment was on
     * @param selected of these, the records that the selection chose
     * @param injected how often each fault was injected, by the fault's name
     * @param skipped how many selected records passed untouched, by reason
     */
    public record Records(long seen, long selected, Map<String, Long> injected, Map<String, Long> skipped) {
        public static final Records NONE = new Records(0, 0, Map.of(), Map.of());

        public Records {
            injected = sorted(injected);
            skipped = sorted(skipped);
        }

        public long injectedInAll() {
            return injected.values().stream().mapToLong(Long::longValue).sum();
        }

        private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
            return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        }
    }

    /**
     * What the pairing counted. A pair counts as a pair even where one of its outputs is invalid.
     *
     * @param treated pairs whose record was hit by this experiment
     * @param untreated pairs whose record was hit by no experiment
     * @param missing control outputs without a treatment output after the grace period
     * @param orphan treatment outputs without a control output after the grace period
     * @param duplicate further outputs of an arm that had one already
     * @param invalid outputs of either arm that do not parse or lack a measured field
     * @param missingTreated of the missing ones, those whose record is known to have been hit by this experiment; 0 where
     *     nobody can tell
     * @param invalidTreated treated pairs that are known to have a valid control output and an invalid treatment output; 0
     *     where nobody can tell
     * @param lateMarks records that the ledger told to have been hit only after they were counted as untreated
     */
    public record Pairs(
            long treated,
            long untreated,
            long missing,
            long orphan,
            long duplicate,
            long invalid,
            long missingTreated,
            long invalidTreated,
            long lateMarks) {
        public static final Pairs NONE = new Pairs(0, 0, 0, 0, 0, 0);

        public Pairs {
            if (missingTreated > missing || invalidTreated > Math.min(invalid, treated)) {
                throw new IllegalArgumentException(missingTreated + " treated of " + missing + " missing, "
                        + invalidTreated + " treated of " + invalid + " invalid outputs and " + treated
                        + " treated pairs");
            }
        }

        /** Where it cannot be told which of the missing and invalid outputs are those of treated records. */
        public Pairs(long treated, long untreated, long missing, long orphan, long duplicate, long invalid) {
            this(treated, untreated, missing, orphan, duplicate, invalid, 0, 0);
        }

        /** Where the ledger was never late. */
        public Pairs(
                long treated,
                long untreated,
                long missing,
                long orphan,
                long duplicate,
                long invalid,
                long missingTreated,
                long invalidTreated) {
            this(treated, untreated, missing, orphan, duplicate, invalid, missingTreated, invalidTreated, 0);
        }
    }
}
