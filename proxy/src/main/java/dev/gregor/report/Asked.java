package dev.gregor.report;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.Measurement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment was to find out, as its configuration has it.
 *
 * @param revision the configuration revision
 * @param outputs the topics that were compared; null where nothing is measured
 * @param selection which records were to be hit, in words: {@code 5 % of the records}
 * @param faults what was done to a record, in words: {@code drop-field: distance}; empty for an A/A run
 * @param units the unit of an output by its name, as {@code minutes}; an output may be left out
 */
public record Asked(
        String hypothesis,
        Experiment.Expectation expect,
        Experiment.Mode mode,
        String revision,
        long seed,
        Route route,
        @Nullable Outputs outputs,
        String selection,
        List<String> faults,
        List<Guardrail> guardrails,
        Map<String, String> units) {
    public Asked {
        faults = List.copyOf(faults);
        guardrails = List.copyOf(guardrails);
        units = ExperimentReport.sorted(units);
    }

    /** Whether treated and untreated outputs of one topic were compared, since there are no pairs. */
    boolean isOfPopulations() {
        return outputs != null && outputs.control() == null;
    }

    /**
     * The topics of the route.
     *
     * @param canary null where the faults go in line into {@code to}
     */
    public record Route(String from, String to, @Nullable String canary) {
        public static Route of(dev.gregor.config.Route route) {
            return new Route(
                    route.from().value(),
                    route.to().value(),
                    route.canary() == null ? null : route.canary().value());
        }
    }

    /**
     * The topics with the outputs of both arms, and what makes two of them a pair.
     *
     * @param control null where there are no pairs: then treated and untreated outputs are compared as two samples
     */
    public record Outputs(@Nullable String control, String treatment, String pairBy) {
        public static Outputs of(Measurement measurement) {
            return new Outputs(
                    measurement.control() == null ? null : measurement.control().value(),
                    measurement.treatment().value(),
                    measurement.pairBy().value());
        }
    }
}
