package dev.gregor.divergence;

import dev.gregor.measure.Arm;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs a tally is of.
 *
 * @param window the window, or null for the whole run
 * @param segment the segment, or null for all of them; a segment is of the whole run
 */
record TallyKey(
        String experiment,
        Arm arm,
        @Nullable Window window,
        @Nullable String segment) {
    private static final String RUN = "run";

    static TallyKey ofRun(String experiment, Arm arm) {
        return new TallyKey(experiment, arm, null, null);
    }

    TallyKey inSegment(String name) {
        return new TallyKey(experiment, arm, window, name);
    }

    /** The key as text. The segment comes last, because it may hold any character. */
    String text() {
        String when = window == null ? RUN : window.start() + "+" + (window.end() - window.start());
        return experiment + "|" + arm.name() + "|" + when + (segment == null ? "" : "|" + segment);
    }

    static TallyKey parse(String text) {
        String[] parts = text.split("\\|", 4);
        return new TallyKey(parts[0], Arm.valueOf(parts[1]), window(parts[2]), parts.length == 4 ? parts[3] : null);
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
