package dev.gregor.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a mistyped word was probably meant to be. */
final class Suggestion {
    private Suggestion() {}

    /** The words to add to a message: {@code ; did you mean 'fraction'?}, or nothing where no candidate is near. */
    static String didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** The nearest candidate: at most one slip for three letters, whatever the case and the hyphens. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() > 60) {
            return Optional.empty();
        }
        String plain = plain(word);
        return candidates.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Damerau and Levenshtein: inserted, deleted, replaced and swapped neighbouring letters count one each. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
