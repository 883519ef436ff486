package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadingTest {
    private final ExperimentReport report = new SampleReports.Draft("answers", Verdict.Kind.PASS)
            .faults("drop-field: distance")
            .measures(
                    SampleReports.of("delay_minutes", MeasureName.MEAN_DIFFERENCE, Arm.TREATED, 0.1, 0.0, 0.2),
                    SampleReports.of("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, 0.4, 0.3, 0.5),
                    SampleReports.of("answer", MeasureName.EXACT_MATCH_RATE, Arm.TREATED, 0.7, 0.6, 0.8),
                    SampleReports.of("answer", MeasureName.EXACT_MATCH_RATE, Arm.UNTREATED, 1.0, 0.99, 1.0),
                    SampleReports.of("answer", MeasureName.TOKEN_JACCARD, Arm.TREATED, 0.9, 0.8, 0.95),
                    SampleReports.of("score", MeasureName.CORRELATION, Arm.TREATED, 0.9, null, null))
            .build();

    @Test
    void oneMeasureLeadsEachOutput() {
        List<MeasureName> leading = report.seen().measures().stream()
                .filter(each -> each.arm() == Arm.TREATED && Leading.leads(each, report))
                .map(ExperimentReport.Measured::measure)
                .toList();

        assertThat(leading).containsExactly(MeasureName.MEAN_ABSOLUTE_DIFFERENCE, MeasureName.EXACT_MATCH_RATE);
    }

    @Test
    void equalOutputsAreLikeEachOtherAndNotApart() {
        assertThat(Leading.ofEqualOutputs(MeasureName.EXACT_MATCH_RATE)).isEqualTo(1);
        assertThat(Leading.ofEqualOutputs(MeasureName.FLIP_RATE)).isZero();
        // So untreated pairs that are all alike are no spill-over.
        assertThat(NetEffect.of(report).isKnown()).isFalse();
    }
}
