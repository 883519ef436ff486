package dev.gregor.report;

import java.util.List;

/**
 * What makes the numbers of an experiment plain.
 *
 * @param windows the divergence over time; windows without pairs may be left out
 * @param samples a few records before and after
 * @param details distributions, confusion matrices and the worst pairs of the outputs
 * @param amplifications how much outputs moved for how much fields were moved
 */
public record Shown(
        List<ExperimentReport.Window> windows,
        List<ExperimentReport.Sample> samples,
        List<OutputDetail> details,
        List<Amplification> amplifications) {
    public Shown {
        windows = List.copyOf(windows);
        samples = List.copyOf(samples);
        details = List.copyOf(details);
        amplifications = List.copyOf(amplifications);
    }

    /** Windows and samples alone. */
    public Shown(List<ExperimentReport.Window> windows, List<ExperimentReport.Sample> samples) {
        this(windows, samples, List.of(), List.of());
    }
}
