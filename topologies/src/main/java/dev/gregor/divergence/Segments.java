package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which segments of an experiment are kept apart, where there are more than it allows: those with the least hash. Which these are does not
 * depend on the order that they come in, so that every part of the work and every restart keeps the same.
 */
final class Segments {
    /** The segment of all pairs whose own is not kept apart. */
    static final String OTHER = "(other)";

    private final Map<String, TreeMap<Long, String>> kept = new HashMap<>();

    /**
     * Admits a segment.
     *
     * @return the segment that must give way to it, which is the segment itself where there is no room; null if none must
     */
    @Nullable
    String admit(String experiment, String segment, int limit) {
        if (segment.equals(OTHER)) {
            return null;
        }
        TreeMap<Long, String> segments = kept.computeIfAbsent(experiment, e -> new TreeMap<>());
        long hash = Hashing.komihash5_0().hashCharsToLong(segment);
        if (segments.containsKey(hash)) {
            return null;
        }
        segments.put(hash, segment);
        return segments.size() <= limit
                ? null
                : Objects.requireNonNull(segments.pollLastEntry()).getValue();
    }

    /** Whether a segment is kept apart. */
    boolean keeps(String experiment, String segment) {
        return segment.equals(OTHER)
                || kept.getOrDefault(experiment, new TreeMap<>())
                        .containsKey(Hashing.komihash5_0().hashCharsToLong(segment));
    }
}
