package dev.gregor.divergence;

/**
 * A pair whose outputs lie far apart.
 *
 * @param id the pair id, which is that of the raw record where outputs are paired by header
 * @param control the control output as text
 * @param treatment the treatment output as text
 * @param distance how far apart they lie, by the leading measure of the output's type
 * @param timestamp event time of the control output, in epoch milliseconds
 */
public record WorstPair(String id, String control, String treatment, double distance, long timestamp) {

    WorstPair shortened(int longest) {
        return new WorstPair(id, cut(control, longest), cut(treatment, longest), distance, timestamp);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
