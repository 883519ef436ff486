package dev.gregor.judge;

import dev.gregor.config.Word;
import java.util.List;

/**
 * What is said of an experiment, and why.
 *
 * @param reasons full sentences without a stop, the deciding ones first; at least one
 */
public record Verdict(Kind kind, List<String> reasons) {
    public Verdict {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a verdict without a reason");
        }
    }

    /** The verdicts there are. */
    public enum Kind implements Word {
        /** What was expected is shown, by enough pairs and a fault that fired. */
        PASS,
        /** The contrary of what was expected is shown. */
        FAIL,
        /** Neither is shown, yet or ever; the reasons say what is lacking. */
        INCONCLUSIVE,
        /** The experiment itself is broken, so that nothing it shows can be believed. */
        INVALID,
        /** A guardrail stopped the experiment while it ran. */
        HALTED
    }
}
