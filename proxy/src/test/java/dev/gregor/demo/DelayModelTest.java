package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelayModelTest {
    private static final List<Flight> FLIGHTS = Flights.all();
    private static final List<Flight> PAST = FLIGHTS.subList(0, Flights.TRAINING);
    private static final DelayModel MODEL = DelayModel.train(PAST);
    private static final double[] RECENT = RecentDelay.before(FLIGHTS, MODEL.meanDelay());

    @Test
    void itHasTheSkillThatALinearModelCanHave() {
        Skill skill = Skill.of(MODEL, FLIGHTS, Flights.TRAINING);

        assertThat(skill.n()).isEqualTo(14_000);
        assertThat(skill.aucLate()).isBetween(0.63, 0.66);
        assertThat(skill.maeMinutes()).isLessThan(skill.maeOfMeanMinutes());
        assertThat(skill.r2()).isPositive();
    }

    @Test
    void theSameFlightsGiveTheSameModel() {
        DelayModel again = DelayModel.train(PAST);

        for (int i = 0; i < FLIGHTS.size(); i++) {
            Observation flight = Observation.of(FLIGHTS.get(i));
            assertThat(again.predict(flight, RECENT[i])).isEqualTo(MODEL.predict(flight, RECENT[i]));
        }
    }

    @Test
    void theFlightsOwnDelayIsNotLookedAt() {
        Observation flight = Observation.of(FLIGHTS.get(7_000));
        Observation later = new Observation(flight.hour(), flight.distance(), flight.origin(), flight.delay() + 500);

        assertThat(MODEL.predict(later, 3)).isEqualTo(MODEL.predict(flight, 3));
    }

    @Test
    void asManyAreFlaggedInTrainingAsWereLate() {
        long flagged = IntStream.range(0, PAST.size())
                .filter(i ->
                        MODEL.predict(Observation.of(PAST.get(i)), RECENT[i]).late())
                .count();

        long late = PAST.stream().filter(Flight::late).count();
        assertThat(flagged).isBetween(late, late + 5); // flights that tie with the last flagged one are flagged too
    }

    @Test
    void aMissingDistanceMovesTheDelayByLessThanTwoMinutesButMovesIt() {
        double mean = IntStream.range(0, FLIGHTS.size())
                .mapToDouble(i -> Math.abs(predict(i, FLIGHTS.get(i).distance()).delayMinutes()
                        - predict(i, Double.NaN).delayMinutes()))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(0.1, 2.0);
    }

    @Test
    void aFlightOfWhichNothingIsKnownIsStillPredicted() {
        Prediction prediction =
                MODEL.predict(new Observation(Double.NaN, Double.NaN, null, Double.NaN), MODEL.meanDelay());

        assertThat(prediction.delayMinutes()).isBetween(-60.0, 60.0);
        assertThat(prediction.lateProbability()).isBetween(0.0, 1.0);
    }

    private static Prediction predict(int i, double distance) {
        Observation flight = Observation.of(FLIGHTS.get(i));
        return MODEL.predict(new Observation(flight.hour(), distance, flight.origin(), flight.delay()), RECENT[i]);
    }
}
