package dev.gregor.judge;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reasons why nothing can be said yet, or ever. */
final class Doubts {
    /** The largest share of the outputs that may be missing, or invalid, before the remaining ones stand for nothing. */
    static final double TOLERATED_LOSS = 0.01;

    private Doubts() {}

    /** Whether there was any fault at all, and any output to see it by. */
    static List<String> onInjection(Experiment experiment, Evidence evidence, boolean ended) {
        List<String> doubts = new ArrayList<>();
        if (experiment.isAA()) {
            doubts.add(
                    "No fault is declared: an A/A run shows the noise of the pipeline and can neither pass nor fail");
        } else if (experiment.mode() == Experiment.Mode.SHADOW) {
            doubts.add("The experiment runs in shadow mode: its faults were counted, but no record was mutated");
        } else {
            addSilentFaults(doubts, evidence.records(), ended);
        }
        if (experiment.measure() == null) {
            doubts.add("Nothing is measured, so there is nothing to judge by; declare a 'measure'");
        } else if (evidence.pairs().treated() + evidence.pairs().untreated() == 0
                && !isJudgedByMissing(experiment, evidence)) {
            doubts.add("No output of the control arm has been paired with one of the treatment arm" + soFar(ended));
        }
        addLateMarks(doubts, evidence.pairs());
        if (Judge.isFaultless(experiment)) {
            addNoiseFloor(doubts, experiment, evidence);
        }
        return doubts;
    }

    /** Without any pair a verdict may rest on the outputs that did not come, where these are guarded. */
    private static boolean isJudgedByMissing(Experiment experiment, Evidence evidence) {
        return experiment.guardrails().stream().anyMatch(g -> g.measure() == MeasureName.MISSING_RATE)
                && evidence.estimate(null, MeasureName.MISSING_RATE, Arm.TREATED)
                        .isPresent();
    }

    private static void addLateMarks(List<String> doubts, Evidence.Pairs pairs) {
        if (pairs.lateMarks() > TOLERATED_LOSS * (pairs.treated() + pairs.missingTreated() + pairs.lateMarks())) {
            doubts.add("The ledger told of " + Wording.count(pairs.lateMarks(), "record")
                    + " only after counting them as untreated that they were hit: with a longer 'grace', or with"
                    + " 'blind: true' where the pipeline drops the header gregor-experiment, the ledger is awaited");
        }
    }

    private static void addSilentFaults(List<String> doubts, Evidence.Records records, boolean ended) {
        if (records.injectedInAll() == 0) {
            doubts.add("No fault was injected" + soFar(ended) + ": " + whyNone(records));
            return;
        }
        records.injected().forEach((fault, times) -> {
            if (times == 0) {
                doubts.add("The fault " + fault + " was never injected" + soFar(ended));
            }
        });
    }

    private static String whyNone(Evidence.Records records) {
        if (records.seen() == 0) {
            return "no record was seen";
        }
        if (records.selected() == 0) {
            return "none of " + Wording.count(records.seen(), "record") + " was selected";
        }
        String skipped = records.skipped().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getKey() + " " + Wording.count(e.getValue()))
                .collect(Collectors.joining(", "));
        return Wording.count(records.selected(), "record") + " of " + Wording.count(records.seen()) + " selected"
                + (skipped.isEmpty() ? "" : ", skipped: " + skipped);
    }

    private static void addNoiseFloor(List<String> doubts, Experiment experiment, Evidence evidence) {
        for (Arm arm : Arm.values()) {
            for (Estimate estimate : evidence.of(arm)) {
                List<Guardrail> guardrails = experiment.guardrails().stream()
                        .filter(g -> Objects.equals(g.output(), estimate.output()) && g.measure() == estimate.measure())
                        .toList();
                guardrails.forEach(g -> doubts.add("Noise floor: " + Wording.against(estimate, g)));
                if (guardrails.isEmpty()) {
                    doubts.add("Noise floor: " + Wording.of(estimate));
                }
            }
        }
    }

    /** Whether enough was counted for a verdict. */
    static Optional<String> onNumber(Experiment experiment, long n, String thing, @Nullable String of, boolean ended) {
        Measurement measure = experiment.measure();
        if (measure == null || n >= measure.minPairs()) {
            return Optional.empty();
        }
        return Optional.of((n == 0 ? "No " + thing : "Only " + Wording.count(n, thing))
                + (of == null ? "" : " of " + of) + soFar(ended) + ", fewer than the "
                + Wording.count(measure.minPairs()) + " that a verdict may rest on (min-pairs)");
    }

    /** Whether too many outputs are lost, against the pairs that are not. */
    static Optional<String> onLoss(long lost, long pairs, String how) {
        if (lost <= TOLERATED_LOSS * (pairs + lost)) {
            return Optional.empty();
        }
        return Optional.of(Wording.count(lost, "output") + (lost == 1 ? " is " : " are ") + how + ", beside "
                + Wording.count(pairs, "pair") + " to judge by: more than the " + Wording.percent(TOLERATED_LOSS)
                + " that can be borne");
    }

    static String soFar(boolean ended) {
        return ended ? "" : " so far";
    }
}
