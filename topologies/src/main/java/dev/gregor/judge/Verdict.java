package dev.gregor.judge;

import dev.gregor.config.Word;
import java.util.ArrayList;
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

    /**
     * This verdict on an experiment that a guardrail has stopped: halted, unless the experiment is invalid, which it stays.
     *
     * @param crossing what the guardrail saw
     * @param receipt what the halt has done
     */
    public Verdict halted(String crossing, String receipt) {
        List<String> all = new ArrayList<>();
        if (kind == Kind.INVALID) {
            all.addAll(reasons);
            all.add(receipt);
            return new Verdict(Kind.INVALID, all);
        }
        all.add(crossing);
        all.add(receipt);
        reasons.stream().filter(reason -> !reason.equals(crossing)).forEach(all::add);
        return new Verdict(Kind.HALTED, all);
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
