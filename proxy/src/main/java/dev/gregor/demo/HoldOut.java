package dev.gregor.demo;

import dev.gregor.config.Expression;
import dev.gregor.report.ModelSkill;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The later flights, which no model was trained on and no fault touches. */
final class HoldOut {
    private final List<Flight> all;
    private final int from;

    /**
     * @param all flights in the order of their departure; the earlier ones give the recent delays
     * @param from the index of the first flight of the hold-out
     */
    HoldOut(List<Flight> all, int from) {
        this.all = all;
        this.from = from;
    }

    int size() {
        return all.size() - from;
    }

    Flight flight(int i) {
        return all.get(from + i);
    }

    /** What a model says of each flight. */
    List<Prediction> predictions(DelayModel model) {
        double[] recent = recentDelays(model.meanDelay());
        return IntStream.range(0, size())
                .mapToObj(i -> model.predict(Observation.of(flight(i)), recent[i]))
                .toList();
    }

    /** The recent mean delay at the origin of each flight before it. */
    double[] recentDelays(double initial) {
        double[] recent = RecentDelay.before(all, initial);
        return IntStream.range(from, all.size()).mapToDouble(i -> recent[i]).toArray();
    }

    /**
     * How good predictions are.
     *
     * @param which the flights that count, by their place in the hold-out
     */
    ModelSkill.Score score(List<Prediction> predictions, IntPredicate which) {
        Scores scores = new Scores();
        IntStream.range(0, size())
                .filter(which)
                .forEach(i -> scores.add(
                        predictions.get(i), flight(i).delay(), flight(i).late()));
        return scores.score();
    }

    /** The flights that a condition on their training record holds for. */
    IntPredicate where(Expression condition) {
        Expression.Compiled compiled = condition.compile();
        return i -> compiled.holds(name -> variable(flight(i), name));
    }

    private static Optional<Object> variable(Flight flight, String name) {
        return switch (name) {
            case "key" -> Optional.of(flight.origin());
            case "timestamp" -> Optional.of(flight.timestamp().toEpochMilli());
            case "value" ->
                Optional.of(Map.of(
                        "date", Flight.DATE.format(flight.date()),
                        "distance", flight.distance(),
                        "origin", flight.origin(),
                        "destination", flight.destination(),
                        "label", Map.of("delay", flight.delay(), "late", flight.late())));
            default -> Optional.empty();
        };
    }
}
