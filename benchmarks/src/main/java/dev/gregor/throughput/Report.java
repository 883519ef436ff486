package dev.gregor.throughput;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gregor.harness.Medians;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a run found: for each case the medians of its turns, and for each goal the median of its rounds' ratios.
 *
 * @param machine what it ran on
 * @param settings what was the same for all cases
 */
record Report(String machine, Setting settings, List<Measured> cases, List<Ratio> ratios, List<Turn> turns) {

    /** The medians of one case, whose records are pairs where outputs are paired; latencies in milliseconds at so many records a second, null where they were not measured. */
    record Measured(
            String name,
            @JsonProperty("records_per_second") double recordsPerSecond,
            @JsonProperty("cpu_seconds_per_million") double cpuSecondsPerMillion,
            @JsonProperty("latency_rate") @Nullable Double latencyRate,
            @JsonProperty("p50_ms") @Nullable Double p50,
            @JsonProperty("p99_ms") @Nullable Double p99,
            @JsonProperty("p999_ms") @Nullable Double p999,
            @JsonProperty("peak_mb") double peakMegabytes) {}

    /**
     * The median over the rounds of a comparison.
     *
     * @param what the quantity
     * @param least the least of the rounds, from which one sees how far they lie apart
     * @param most the greatest
     */
    record Ratio(
            @JsonProperty("case") String name,
            String against,
            String what,
            double value,
            double goal,
            boolean holds,
            double least,
            double most) {}

    static Report of(Setting settings, List<Turn> turns) {
        List<String> names = turns.stream().map(Turn::name).distinct().toList();
        String machine = Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version");
        return new Report(
                machine,
                settings,
                names.stream().map(name -> measured(name, turns)).toList(),
                ratios(turns),
                List.copyOf(turns));
    }

    private static Measured measured(String name, List<Turn> all) {
        List<Turn> turns = all.stream().filter(turn -> turn.name().equals(name)).toList();
        List<Latency> latencies =
                turns.stream().map(Turn::latency).filter(Objects::nonNull).toList();
        return new Measured(
                name,
                rounded(median(turns, Turn::recordsPerSecond), 0),
                rounded(median(turns, Turn::cpuSecondsPerMillion), 3),
                latency(latencies, Latency::rate),
                latency(latencies, Latency::p50),
                latency(latencies, Latency::p99),
                latency(latencies, Latency::p999),
                rounded(median(turns, Turn::peakMegabytes), 0));
    }

    private static @Nullable Double latency(List<Latency> latencies, ToDoubleFunction<Latency> of) {
        return latencies.isEmpty() ? null : rounded(median(latencies, of), 2);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> of) {
        return Medians.of(values.stream().map(of::applyAsDouble).toList());
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    private static List<Ratio> ratios(List<Turn> turns) {
        List<Ratio> ratios = new ArrayList<>();
        for (Goal goal : Goal.all()) {
            Map<Integer, Turn> others = byRound(turns, goal.against());
            List<Double> values = new ArrayList<>();
            byRound(turns, goal.name()).forEach((round, turn) -> {
                Turn other = others.get(round);
                double value = other == null ? Double.NaN : goal.of().compare(turn, other);
                if (!Double.isNaN(value)) {
                    values.add(rounded(value, 3));
                }
            });
            if (!values.isEmpty()) {
                ratios.add(ratio(goal, values));
            }
        }
        return List.copyOf(ratios);
    }

    private static Ratio ratio(Goal goal, List<Double> values) {
        double value = Medians.of(values);
        boolean holds = goal.of().isAtMost() ? value <= goal.goal() : value >= goal.goal();
        return new Ratio(
                goal.name(),
                goal.against(),
                goal.of().word(),
                value,
                goal.goal(),
                holds,
                Collections.min(values),
                Collections.max(values));
    }

    private static Map<Integer, Turn> byRound(List<Turn> turns, String name) {
        Map<Integer, Turn> byRound = new TreeMap<>();
        turns.stream().filter(turn -> turn.name().equals(name)).forEach(turn -> byRound.put(turn.round(), turn));
        return byRound;
    }

    String toJson() throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
    }

    /** Two tables for people. */
    String toText() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-32s %12s %10s %8s %8s %8s %8s%n",
                "case",
                "records/s",
                "CPU s/M",
                "p50 ms",
                "p99 ms",
                "p99.9",
                "peak MB"));
        for (Measured each : cases) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-32s %,12.0f %10.3f %8s %8s %8s %8.0f%n",
                    each.name(),
                    each.recordsPerSecond(),
                    each.cpuSecondsPerMillion(),
                    shown(each.p50()),
                    shown(each.p99()),
                    shown(each.p999()),
                    each.peakMegabytes()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%-32s %-32s %-18s %8s %8s %17s%n",
                "case",
                "against",
                "of",
                "median",
                "goal",
                "rounds"));
        for (Ratio each : ratios) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-32s %-32s %-18s %8.3f %8.2f %8.3f-%8.3f%s%n",
                    each.name(),
                    each.against(),
                    each.what(),
                    each.value(),
                    each.goal(),
                    each.least(),
                    each.most(),
                    each.holds() ? "" : "  missed"));
        }
        return text.toString();
    }

    private static String shown(@Nullable Double millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, "%.1f", millis);
    }
}
