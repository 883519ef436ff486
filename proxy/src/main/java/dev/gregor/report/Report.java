package dev.gregor.report;

import java.time.Instant;
import java.util.List;

/**
 * What became of one or more experiments. Its components, in their order, are the fields of {@code report.json}.
 *
 * @param version the version of the format, {@link #VERSION}
 * @param application the application id
 * @param generated when the report was made
 * @param experiments in the order of the configuration
 */
public record Report(int version, String application, Instant generated, List<ExperimentReport> experiments) {
    public static final int VERSION = 1;

    public Report {
        experiments = List.copyOf(experiments);
    }

    public static Report of(String application, Instant generated, List<ExperimentReport> experiments) {
        return new Report(VERSION, application, generated, experiments);
    }
}
