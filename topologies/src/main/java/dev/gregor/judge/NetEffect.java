package dev.gregor.judge;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effect of the treatment less what pairs without it show: the noise of a model that is not deterministic where a second control arm
 * measures that, else what the untreated pairs show, which is noise and spill-over together.
 *
 * <p>Beside it the effect on the traffic as a whole: the share of the treated pairs times the direct effect, plus the share of the others
 * times theirs. It is the mean over all pairs, by definition.
 *
 * @param against what was subtracted
 * @param low the lower bound of the one less the upper bound of the other, so that both err together with no more than twice the chance
 * @param high the upper bound less the lower one
 * @param direct the measure over the treated pairs
 * @param spillOver the measure over the untreated pairs
 * @param treatedShare the share of the pairs that were treated, from 0 to 1
 * @param overall the measure over all pairs
 */
public record NetEffect(
        @Nullable String output,
        MeasureName measure,
        Arm against,
        double value,
        double low,
        double high,
        double direct,
        double spillOver,
        double treatedShare,
        double overall) {

    /** The effects of all means and rates that both arms have. */
    public static List<NetEffect> of(Evidence evidence) {
        List<NetEffect> effects = new ArrayList<>();
        for (Estimate treated : evidence.estimates()) {
            if (treated.arm() == Arm.TREATED
                    && treated.n() > 0
                    && treated.measure().canBeGuarded()) {
                evidence.estimate(treated.output(), treated.measure(), Arm.UNTREATED)
                        .ifPresent(untreated -> effects.add(of(
                                treated,
                                untreated,
                                evidence.estimate(treated.output(), treated.measure(), Arm.NOISE)
                                        .orElse(untreated))));
            }
        }
        return effects;
    }

    private static NetEffect of(Estimate treated, Estimate untreated, Estimate noise) {
        double share = (double) treated.n() / (treated.n() + untreated.n());
        return new NetEffect(
                treated.output(),
                treated.measure(),
                noise.arm(),
                treated.value() - noise.value(),
                treated.low() - noise.high(),
                treated.high() - noise.low(),
                treated.value(),
                untreated.value(),
                share,
                share * treated.value() + (1 - share) * untreated.value());
    }
}
