package dev.gregor.demo;

import java.util.List;

/**
 * How well a model predicts flights that it was not trained on.
 *
 * @param aucLate the chance that a late flight gets a higher probability than one on time; 0.5 is no skill
 * @param maeMinutes the mean absolute error of the predicted delay
 * @param maeOfMeanMinutes the same of a prediction that is always the mean delay of the training
 * @param r2 the share of the delay's variance that the prediction explains
 * @param n how many flights it was measured on
 */
public record Skill(double aucLate, double maeMinutes, double maeOfMeanMinutes, double r2, long n) {

    /**
     * Measures on later flights.
     *
     * @param flights all flights in the order of their departure; the earlier ones give the recent delays
     * @param from the index of the first flight to measure on, above those that the model was trained on
     */
    public static Skill of(DelayModel model, List<Flight> flights, int from) {
        double[] recent = RecentDelay.before(flights, model.meanDelay());
        List<Flight> later = flights.subList(from, flights.size());
        double laterMean = later.stream().mapToInt(Flight::delay).average().orElseThrow();
        Auc auc = new Auc();
        double error = 0;
        double errorOfMean = 0;
        double squares = 0;
        double squaresOfMean = 0;
        for (int i = from; i < flights.size(); i++) {
            Flight flight = flights.get(i);
            Prediction prediction = model.predict(Observation.of(flight), recent[i]);
            auc.add(prediction.lateProbability(), flight.late());
            error += Math.abs(flight.delay() - prediction.delayMinutes());
            errorOfMean += Math.abs(flight.delay() - model.meanDelay());
            squares += Math.pow(flight.delay() - prediction.delayMinutes(), 2);
            squaresOfMean += Math.pow(flight.delay() - laterMean, 2);
        }
        int n = later.size();
        return new Skill(auc.value(), error / n, errorOfMean / n, 1 - squares / squaresOfMean, n);
    }
}
