package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.Expression;
import dev.gregor.report.ModelSkill;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
    private static final List<Flight> FLIGHTS = Flights.all();
    private static final List<TrainingRow> ROWS =
            FLIGHTS.subList(0, Flights.TRAINING).stream().map(TrainingRow::of).toList();
    private static final HoldOut HOLD_OUT = new HoldOut(FLIGHTS, Flights.TRAINING);

    private static ModelSkill.Score skill(List<TrainingRow> rows) {
        return HOLD_OUT.score(HOLD_OUT.predictions(DelayModel.fit(rows)), i -> true);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void damagedLabelsLowerTheSkillAndMoreOfThemLowerItFurther() {
        SplittableRandom random = new SplittableRandom(3);
        List<TrainingRow> flipped = ROWS.stream()
                .map(row -> random.nextDouble() < 0.3 ? new TrainingRow(row.flight(), !row.late()) : row)
                .toList();

        ModelSkill.Score clean = skill(ROWS);
        ModelSkill.Score damaged = skill(flipped);

        assertThat(clean.accuracy()).isBetween(0.70, 0.72);
        assertThat(damaged.accuracy()).isLessThan(clean.accuracy() - 0.05);
        assertThat(damaged.maeMinutes()).isEqualTo(clean.maeMinutes(), within(1e-9)); // its labels are untouched
    }

    @Test
    void aModelThatNeverSawALateFlightFlagsNone() {
        ModelSkill.Score score = skill(ROWS.stream().filter(row -> !row.late()).toList());

        assertThat(score.flagged()).isZero();
        assertThat(score.auc()).isEqualTo(0.5);
    }

    @Test
    void whatIsWrittenIsReadBackAndWhatHasNoLabelIsLeftOut() {
        Flight flight = FLIGHTS.get(0);
        TrainingSet set = TrainingSet.of(Arrays.asList(
                TrainingRow.write(flight),
                utf8("{\"origin\":\"DTW\",\"label\":{\"delay\":\"12\",\"late\":\"false\"}}"),
                utf8("{\"origin\":\"DTW\",\"label\":{\"delay\":12}}"),
                utf8("{\"origin\":\"DTW\",\"label\":{\"delay\":\"N/A\",\"late\":true}}"),
                utf8("no JSON"),
                null));

        assertThat(set.rows()).hasSize(2).first().isEqualTo(TrainingRow.of(flight));
        assertThat(set.rows().get(1).flight().distance()).isNaN();
        assertThat(set.leftOut()).isEqualTo(4);
    }

    @Test
    void aConditionFindsItsGroupInTheHoldOut() {
        Expression evening = new Expression("value.date.matches(' (18|19|2[0-3]):')");
        ModelSkill.Score score = HOLD_OUT.score(HOLD_OUT.predictions(DelayModel.fit(ROWS)), HOLD_OUT.where(evening));

        assertThat(score.n())
                .isEqualTo(FLIGHTS.stream()
                        .skip(Flights.TRAINING)
                        .filter(flight -> flight.date().getHour() >= 18)
                        .count());
    }
}
