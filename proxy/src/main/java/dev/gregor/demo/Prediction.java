package dev.gregor.demo;

import java.nio.charset.StandardCharsets;

/**
 * What the model says of a flight before it lands.
 *
 * @param delayMinutes the expected arrival delay in minutes
 * @param late whether the flight is flagged as late
 * @param lateProbability the probability of a delay of more than 15 minutes, 0 to 1
 */
public record Prediction(double delayMinutes, boolean late, double lateProbability) {

    /** As JSON, with the shortest decimals that read back as the same doubles. */
    byte[] json() {
        String json = "{\"delay_minutes\":" + delayMinutes + ",\"late\":" + late + ",\"late_probability\":"
                + lateProbability + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
