package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Arm;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs a tally is of, and what it measures of them.
 *
 * @param output the output; null where the measure is of whole records
 * @param window the window, or null for the whole run
 */
record TallyKey(
        String experiment,
        @Nullable Window window,
        @Nullable String output,
        MeasureName measure,
        Arm arm) {
    private static final String RUN = "run";

    /** The key as text. The output comes last, because its name may hold any character. */
    String text() {
        String when = window == null ? RUN : window.start() + "+" + (window.end() - window.start());
        return experiment + "|" + when + "|" + measure.name() + "|" + arm.name() + "|" + (output == null ? "" : output);
    }

    static TallyKey parse(String text) {
        String[] parts = text.split("\\|", 5);
        String output = parts[4].isEmpty() ? null : parts[4];
        return new TallyKey(parts[0], window(parts[1]), output, MeasureName.valueOf(parts[2]), Arm.valueOf(parts[3]));
    }

    private static @Nullable Window window(String when) {
        if (when.equals(RUN)) {
            return null;
        }
        int plus = when.lastIndexOf('+');
        long start = Long.parseLong(when.substring(0, plus));
        return new Window(start, start + Long.parseLong(when.substring(plus + 1)));
    }
}
