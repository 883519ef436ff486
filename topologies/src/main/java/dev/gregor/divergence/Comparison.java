package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.Format;
import dev.gregor.config.Measurement;
import dev.gregor.config.PairBy;
import dev.gregor.config.TopicName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two topics whose outputs are paired in one way. Experiments that share these share the comparison: an output is read once and a
 * pair joined once for all of them, and the longest grace and patience among them hold for all.
 *
 * @param id follows from topics, format and pair-by, so that it stays the same when the configuration changes
 * @param sources the raw topics of the routes that its experiments stand on
 */
record Comparison(
        long id,
        TopicName control,
        TopicName treatment,
        PairBy pairBy,
        Format format,
        Duration grace,
        Duration patience,
        Set<String> sources,
        List<Measured> experiments) {

    /** What makes two experiments share a comparison. */
    record Key(TopicName control, TopicName treatment, PairBy pairBy, Format format) {
        static Key of(Measured measured) {
            Measurement m = measured.measurement();
            return new Key(m.control(), m.treatment(), m.pairBy(), m.value());
        }

        private long id() {
            return Hashing.komihash5_0()
                    .hashCharsToLong(control + "\n" + treatment + "\n" + format.word() + "\n" + pairBy.value());
        }
    }

    static Comparison of(Key key, Set<String> sources, List<Measured> experiments) {
        return new Comparison(
                key.id(),
                key.control(),
                key.treatment(),
                key.pairBy(),
                key.format(),
                longest(experiments, Measurement::grace),
                longest(experiments, Measurement::patience),
                Set.copyOf(sources),
                List.copyOf(experiments));
    }

    /** Whether the ledger tells whose outputs these are: it knows records, and so only where a pair is one. */
    boolean asksTheLedger() {
        return pairBy.isHeader() && !sources.isEmpty();
    }

    TopicName topic(Side side) {
        return side == Side.CONTROL ? control : treatment;
    }

    /** All places where a value is compared. */
    Set<Slot> slots() {
        return experiments.stream().flatMap(e -> e.slots().values().stream()).collect(Collectors.toSet());
    }

    /**
     * Whether a treatment output without a header may yet be told to be treated, so that its pair waits for the ledger: a blind
     * experiment leaves no header.
     */
    boolean awaitsLedger() {
        return pairBy.isHeader()
                && experiments.stream().anyMatch(e -> e.experiment().blind());
    }

    private static Duration longest(List<Measured> experiments, Function<Measurement, Duration> length) {
        return experiments.stream()
                .map(Measured::measurement)
                .map(length)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
