package dev.gregor.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Gregor's metrics page said at one moment. */
record Scrape(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");
    private static final String LATENESS = "gregor_release_lateness_seconds";
    private static final double MILLIS = 1_000;

    private record Sample(String name, String tags, double value) {}

    /** Reads the text format of Prometheus. */
    static Scrape parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = LINE.matcher(line);
            if (sample.matches()) {
                String tags = sample.group(2);
                samples.add(new Sample(sample.group(1), tags == null ? "" : tags, Double.parseDouble(sample.group(3))));
            }
        });
        return new Scrape(List.copyOf(samples));
    }

    /** Records that are held, over all partitions. */
    long held() {
        return (long) sum("gregor_held_records", tags -> true);
    }

    /** Bytes of the heap that are in use, garbage that is not collected yet among them. */
    long heapUsed() {
        return (long) sum("jvm_memory_used_bytes", tags -> tags.contains("area=\"heap\""));
    }

    /** Bytes that were left after the last full collection; 0 if there was none. */
    long heapLive() {
        return (long) sum("jvm_gc_live_data_size_bytes", tags -> true);
    }

    private double sum(String name, Predicate<String> tags) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && tags.test(sample.tags()))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Gregor's own account of how late it released, by the upper bounds of the histogram's buckets. */
    Lateness lateness() {
        Map<Double, Double> upTo = new TreeMap<>();
        for (Sample sample : samples) {
            Matcher bound = BOUND.matcher(sample.tags());
            if (sample.name().equals(LATENESS + "_bucket") && bound.find()) {
                double seconds =
                        bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
                upTo.merge(seconds, sample.value(), Double::sum);
            }
        }
        double all = upTo.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        return new Lateness(
                quantile(upTo, all * 0.5), quantile(upTo, all * 0.99), sum(LATENESS + "_max", tags -> true) * MILLIS);
    }

    private static double quantile(Map<Double, Double> upTo, double count) {
        return upTo.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= count)
                .mapToDouble(bucket -> bucket.getKey() * MILLIS)
                .findFirst()
                .orElse(0);
    }
}
