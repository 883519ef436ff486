package dev.gregor.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How far two texts lie apart. */
public final class Texts {
    /** How many code points of a text are looked at for the edit distance, from its beginning. */
    public static final int LONGEST = 2_000;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final long[] NOWHERE = {};

    private Texts() {}

    /**
     * Levenshtein's distance by code point over the length of the longer text, from 0 to 1; of the first {@value #LONGEST} code points of
     * each.
     */
    public static double editDistance(String control, String treatment) {
        if (control.equals(treatment)) {
            return 0;
        }
        int[] c = control.codePoints().limit(LONGEST).toArray();
        int[] t = treatment.codePoints().limit(LONGEST).toArray();
        int longer = Math.max(c.length, t.length);
        if (longer == 0) {
            return 0;
        }
        return (double) levenshtein(c, t) / longer;
    }

    /** How many of all words, in lower case, both texts have, from 0 to 1. Two texts without words are alike. */
    public static double tokenJaccard(String control, String treatment) {
        Set<String> words = words(control);
        Set<String> others = words(treatment);
        Set<String> all = new HashSet<>(words);
        all.addAll(others);
        return all.isEmpty() ? 1 : (double) (words.size() + others.size() - all.size()) / all.size();
    }

    private static Set<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Myers (1999), "A fast bit-vector algorithm for approximate string matching", as Hyyro (2003) has it for whole texts. */
    private static int levenshtein(int[] pattern, int[] text) {
        if (pattern.length == 0) {
            return text.length;
        }
        int blocks = (pattern.length + Long.SIZE - 1) / Long.SIZE;
        Map<Integer, long[]> places = new HashMap<>();
        for (int i = 0; i < pattern.length; i++) {
            places.computeIfAbsent(pattern[i], point -> new long[blocks])[i / Long.SIZE] |= 1L << i;
        }
        Column column = new Column(blocks);
        int distance = pattern.length;
        for (int point : text) {
            distance += column.next(places.getOrDefault(point, NOWHERE), 1L << (pattern.length - 1));
        }
        return distance;
    }

    /** A column of the table of distances, as the steps from row to row: 64 rows a word. */
    private static final class Column {
        private final long[] up;
        private final long[] down;

        Column(int blocks) {
            up = new long[blocks];
            Arrays.fill(up, -1L);
            down = new long[blocks];
        }

        /**
         * Goes on by one code point of the text.
         *
         * @param places where it stands in the pattern; empty if nowhere
         * @param lastRow the bit of the pattern's last row in the last block
         * @return by how much the distance in the last row grows
         */
        int next(long[] places, long lastRow) {
            int step = 1; // the first row counts the text's code points
            for (int i = 0; i < up.length; i++) {
                long equal = places.length == 0 ? 0 : places[i];
                long vertical = equal | down[i];
                if (step < 0) {
                    equal |= 1;
                }
                long horizontal = (((equal & up[i]) + up[i]) ^ up[i]) | equal;
                long increase = down[i] | ~(horizontal | up[i]);
                long decrease = up[i] & horizontal;
                long bottom = i == up.length - 1 ? lastRow : Long.MIN_VALUE;
                int next = (increase & bottom) != 0 ? 1 : (decrease & bottom) != 0 ? -1 : 0;
                increase <<= 1;
                decrease <<= 1;
                if (step < 0) {
                    decrease |= 1;
                } else if (step > 0) {
                    increase |= 1;
                }
                up[i] = decrease | ~(vertical | increase);
                down[i] = increase & vertical;
                step = next;
            }
            return step;
        }
    }
}
