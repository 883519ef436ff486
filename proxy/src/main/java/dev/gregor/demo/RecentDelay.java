package dev.gregor.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The recent mean delay at an airport: exponentially weighted, over flights that departed earlier from there. */
final class RecentDelay {
    /** The weight of the newest flight; chosen on the training part, where 0.1 to 0.3 do about as well. */
    private static final double WEIGHT = 0.2;

    private RecentDelay() {}

    /** The recent mean once a flight has landed with this delay; both in minutes. */
    static double after(double recent, double delay) {
        return recent + WEIGHT * (delay - recent);
    }

    /**
     * The recent mean delay at each flight's origin before that flight.
     *
     * @param flights in the order of their departure
     * @param initial the mean that an airport starts with, in minutes
     */
    static double[] before(List<Flight> flights, double initial) {
        return observed(flights.stream().map(Observation::of).toList(), initial);
    }

    /** The same of what was observed of flights; one whose origin or delay is missing moves no mean. */
    static double[] observed(List<Observation> flights, double initial) {
        Map<String, Double> recent = new HashMap<>();
        return flights.stream()
                .mapToDouble(flight -> {
                    String origin = flight.origin();
                    double before = origin == null ? initial : recent.getOrDefault(origin, initial);
                    if (origin != null && !Double.isNaN(flight.delay())) {
                        recent.put(origin, after(before, flight.delay()));
                    }
                    return before;
                })
                .toArray();
    }
}
