package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.Expression;
import dev.gregor.config.Format;
import dev.gregor.config.Measurement;
import dev.gregor.config.PairBy;
import dev.gregor.config.TopicName;
import dev.gregor.config.Truth;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Topics whose outputs are paired in one way. Experiments that share these share the comparison: an output is read once and a
 * pair joined once for all of them, and the longest grace and patience among them hold for all.
 *
 * @param id follows from topics, format and pair-by, so that it stays the same when the configuration changes
 * @param sources the raw topics of the routes that its experiments stand on
 */
record Comparison(
        long id, Key key, Duration grace, Duration patience, Set<String> sources, List<Measured> experiments) {

    /** What kinds of outputs are set against each other. */
    enum Kind {
        /** Control and treatment outputs, in pairs. */
        ARMS,
        /** The outputs of two control arms, in pairs: what differs is noise. */
        NOISE,
        /** Treated and untreated outputs of one topic, as two samples. */
        POPULATIONS
    }

    /**
     * What makes two experiments share a comparison.
     *
     * @param control null where populations are compared
     */
    record Key(
            Kind kind,
            @Nullable TopicName control,
            TopicName treatment,
            PairBy pairBy,
            Format format,
            @Nullable Truth truth) {

        /** The comparisons that an experiment needs. */
        static List<Key> of(Measured measured) {
            Measurement m = measured.measurement();
            Kind kind = m.isOfPopulations() ? Kind.POPULATIONS : Kind.ARMS;
            Key arms = new Key(kind, m.control(), m.treatment(), m.pairBy(), m.value(), m.truth());
            return m.control2() == null
                    ? List.of(arms)
                    : List.of(arms, new Key(Kind.NOISE, m.control(), m.control2(), m.pairBy(), m.value(), null));
        }

        private long id() {
            String truthOf = truth == null
                    ? ""
                    : "\n" + truth.topic() + "\n" + truth.value().word() + "\n"
                            + truth.pairBy().value();
            return Hashing.komihash5_0()
                    .hashCharsToLong(kind + "\n" + control + "\n" + treatment + "\n" + format.word() + "\n"
                            + pairBy.value() + truthOf);
        }
    }

    static Comparison of(Key key, Set<String> sources, List<Measured> experiments) {
        return new Comparison(
                key.id(),
                key,
                longest(experiments, Measurement::grace),
                longest(experiments, Measurement::patience),
                Set.copyOf(sources),
                List.copyOf(experiments));
    }

    PairBy pairBy() {
        return key.pairBy();
    }

    Format format() {
        return key.format();
    }

    @Nullable
    Truth truth() {
        return key.truth();
    }

    boolean isOfPopulations() {
        return key.kind() == Kind.POPULATIONS;
    }

    boolean isOfNoise() {
        return key.kind() == Kind.NOISE;
    }

    /** Whether the ledger tells whose outputs these are: it knows records, and so only where a pair is one. */
    boolean asksTheLedger() {
        return pairBy().isHeader() && !sources.isEmpty() && !isOfNoise();
    }

    /** The topic of a side; populations have but one. */
    @Nullable
    TopicName topic(Side side) {
        return side == Side.CONTROL ? key.control() : key.treatment();
    }

    /** All topics that are read for it. */
    Set<String> topics() {
        TopicName truthTopic = key.truth() == null ? null : key.truth().topic();
        return Stream.of(key.control(), key.treatment(), truthTopic)
                .filter(Objects::nonNull)
                .map(TopicName::value)
                .collect(Collectors.toSet());
    }

    /** Whether outputs of one pair have one key, so that they lie on one partition wherever topics are partitioned alike. */
    boolean isByKey() {
        return pairBy().isKey() && (key.truth() == null || key.truth().pairBy().isKey());
    }

    /** All places where a value is compared. */
    Set<Slot> slots() {
        return experiments.stream()
                .flatMap(e -> e.compared().stream())
                .map(Measured.Compared::slot)
                .collect(Collectors.toSet());
    }

    /** All places where a true value stands. */
    Set<Slot> truths() {
        return experiments.stream()
                .flatMap(e -> e.compared().stream())
                .map(Measured.Compared::truth)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The expressions that give the segments, by the id of their slot. */
    Map<Long, Expression> segments() {
        return experiments.stream()
                .map(e -> e.measurement().segmentBy())
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(Slot::idOf, Function.identity()));
    }

    /**
     * Whether an output without a header may yet be told to be treated, so that it waits for the ledger: a blind experiment leaves no
     * header.
     */
    boolean awaitsLedger() {
        return asksTheLedger()
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
