package dev.gregor.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted and measured of an experiment.
 *
 * @param judged when it was judged; null where that is not known
 * @param measures over the whole run
 * @param halt the receipt of the halt; null where nothing halted it
 * @param net the effect of the fault without what there is without it, where that could be told apart
 * @param overall what the fault does to the traffic as a whole
 * @param segments the measures of the segments, to explore; empty where none are told apart
 */
public record Seen(
        @Nullable Judged judged,
        ExperimentReport.Records records,
        ExperimentReport.Pairs pairs,
        List<ExperimentReport.Measured> measures,
        @Nullable Halt halt,
        List<Net> net,
        List<Overall> overall,
        List<Segment> segments) {
    public Seen {
        measures = List.copyOf(measures);
        net = List.copyOf(net);
        overall = List.copyOf(overall);
        segments = List.copyOf(segments);
    }

    /** Without a halt, and without what only some experiments tell apart. */
    public Seen(
            ExperimentReport.Records records, ExperimentReport.Pairs pairs, List<ExperimentReport.Measured> measures) {
        this(null, records, pairs, measures, null, List.of(), List.of(), List.of());
    }

    /**
     * When verdicts were given, by the wall clock.
     *
     * @param first when the first one was that the topic still holds
     * @param last when this one was
     * @param isFinal whether the schedule had ended and every pair up to its end was decided
     */
    public record Judged(
            Instant first,
            Instant last,
            @JsonProperty("final") boolean isFinal) {}

    /** The measures of those pairs that have one value of {@code segment-by} in common. */
    public record Segment(String segment, List<ExperimentReport.Measured> measures) {
        public Segment {
            measures = List.copyOf(measures);
        }
    }
}
