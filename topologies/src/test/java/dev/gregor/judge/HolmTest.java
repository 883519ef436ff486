package dev.gregor.judge;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static dev.gregor.config.MeasureName.RANK_BIASED_OVERLAP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HolmTest {
    private static final Experiment TWO_GUARDED = Given.experiment()
            .guard("delay", MEAN_ABSOLUTE_DIFFERENCE, 1)
            .guard("late", FLIP_RATE, 0.1)
            .experimentAsGiven();

    @Test
    void aMeasureThatIsCrossedLeavesItsShareToTheOthers() {
        Evidence evidence = evidence(delay(2, 3), flips(0.09, 0.2), flips(0.11, 0.19));

        assertThat(Judge.crossed(TWO_GUARDED, evidence).keySet())
                .extracting(Guardrail::output)
                .containsExactly("delay", "late");
    }

    @Test
    void withoutACrossingNobodyGetsMore() {
        Evidence evidence = evidence(delay(0.9, 3), flips(0.09, 0.2), flips(0.11, 0.19));

        assertThat(Judge.crossed(TWO_GUARDED, evidence)).isEmpty();
    }

    @Test
    void theBoundsOfAPassAreThoseThatAreShown() {
        assertThat(Judge.alpha(TWO_GUARDED)).isEqualTo(Judge.ALPHA / 2);
        Evidence evidence = evidence(delay(0.1, 0.5), flips(0.01, 0.11), flips(0.02, 0.09));

        assertThat(Judge.judge(TWO_GUARDED, evidence, true).kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
    }

    @Test
    void whatIsTheWorseTheLessItIsIsCrossedFromTheOtherSide() {
        Guardrail atLeast = new Guardrail("items", RANK_BIASED_OVERLAP, null, 0.9, 1, true);

        assertThat(atLeast.isCrossedBy(0.7, 0.89)).isTrue();
        assertThat(atLeast.isCrossedBy(0.7, 0.9)).isFalse();
        assertThat(atLeast.isHeldBy(0.9, 0.95)).isTrue();
        assertThat(atLeast.isHeldBy(0.89, 0.95)).isFalse();
    }

    private static Evidence evidence(Estimate delay, Estimate flips, Estimate sharperFlips) {
        return new Evidence(
                new Evidence.Records(20_000, 1_000, Map.of("drop-field", 1_000L), Map.of()),
                new Evidence.Pairs(1_000, 19_000, 0, 0, 0, 0),
                List.of(delay, flips),
                Map.of(1, List.of(delay, sharperFlips)));
    }

    private static Estimate delay(double low, double high) {
        return new Estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, (low + high) / 2, low, high, 1_000);
    }

    private static Estimate flips(double low, double high) {
        return new Estimate("late", FLIP_RATE, Arm.TREATED, (low + high) / 2, low, high, 1_000);
    }
}
