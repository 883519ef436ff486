package dev.gregor.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How alike two rankings are; each item stands in a ranking once. */
public final class Rankings {
    /** The chance that a reader goes on to the next item, in rank-biased overlap. */
    public static final double PERSISTENCE = 0.9;

    private Rankings() {}

    /**
     * The share of the first k places whose items both rankings have there, from 0 to 1. Of rankings that are both shorter, as many places
     * count as the longer one has; two empty ones are alike.
     */
    public static double overlapAt(int k, List<String> control, List<String> treatment) {
        int places = Math.min(k, Math.max(control.size(), treatment.size()));
        if (places == 0) {
            return 1;
        }
        Set<String> top = new HashSet<>(control.subList(0, Math.min(places, control.size())));
        double both = treatment.stream().limit(places).filter(top::contains).count();
        return both / places;
    }

    /**
     * Rank-biased overlap, extrapolated, from 0 to 1: Webber, Moffat and Zobel (2010), "A similarity measure for indefinite
     * rankings", equation 32, which is for rankings of different lengths too. Two empty ones are alike.
     *
     * @param persistence above 0 and below 1
     */
    public static double rankBiasedOverlap(double persistence, List<String> control, List<String> treatment) {
        List<String> shorter = control.size() <= treatment.size() ? control : treatment;
        List<String> longer = control.size() <= treatment.size() ? treatment : control;
        int s = shorter.size();
        int l = longer.size();
        if (s == 0) {
            return l == 0 ? 1 : 0;
        }
        Set<String> seen = new HashSet<>();
        double overlap = 0;
        double ofShorter = 0;
        double sum = 0;
        double power = 1;
        for (int depth = 1; depth <= l; depth++) {
            // an item is in both as soon as it is met for the second time
            overlap += seen.add(longer.get(depth - 1)) ? 0 : 1;
            if (depth <= s) {
                overlap += seen.add(shorter.get(depth - 1)) ? 0 : 1;
                ofShorter = overlap;
            }
            power *= persistence;
            sum += overlap / depth * power;
            if (depth > s) {
                sum += ofShorter * (depth - s) / ((double) s * depth) * power;
            }
        }
        double beyond = ((overlap - ofShorter) / l + ofShorter / s) * power;
        return Math.min(1, (1 - persistence) / persistence * sum + beyond);
    }

    /** Kendall's tau over the items that both rankings have, from -1 to 1; NaN if these are fewer than two. */
    public static double kendallTau(List<String> control, List<String> treatment) {
        Map<String, Integer> places = new HashMap<>();
        for (String item : control) {
            places.put(item, places.size());
        }
        int[] order = treatment.stream()
                .map(places::get)
                .filter(place -> place != null)
                .mapToInt(Integer::intValue)
                .toArray();
        double pairs = order.length * (order.length - 1) / 2.0;
        return pairs == 0 ? Double.NaN : 1 - 2 * inversions(order, new int[order.length], 0, order.length) / pairs;
    }

    /** How many pairs stand the wrong way round; sorts them. */
    private static long inversions(int[] numbers, int[] room, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = inversions(numbers, room, from, middle) + inversions(numbers, room, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right == to || (left < middle && numbers[left] < numbers[right])) {
                room[i] = numbers[left++];
            } else {
                count += middle - left;
                room[i] = numbers[right++];
            }
        }
        System.arraycopy(room, from, numbers, from, to - from);
        return count;
    }
}
