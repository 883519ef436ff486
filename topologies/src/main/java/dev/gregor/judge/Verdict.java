package dev.gregor.judge;

import dev.gregor.config.Word;
import java.util.List;

/** What is said of an experiment, and why. */
public record Verdict(Kind kind, List<String> reasons) {
    public Verdict {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a verdict without a reason");
        }
    }

    /** The verdicts there are. */
    public enum Kind implements Word {
        PASS,
        FAIL,
        INCONCLUSIVE,
        INVALID,
        HALTED
    }
}
