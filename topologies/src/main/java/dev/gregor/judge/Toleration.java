package dev.gregor.judge;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import dev.gregor.measure.BetaBinomialSequence;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdict where the pipeline is expected to tolerate the faults: do the guarded measures of the treated pairs stay within their
 * margins?
 */
final class Toleration {
    private final Experiment experiment;
    private final Evidence evidence;
    private final boolean faultless;

    private Toleration(Experiment experiment, Evidence evidence) {
        this.experiment = experiment;
        this.evidence = evidence;
        this.faultless = Judge.isFaultless(experiment);
    }

    static Verdict judge(Experiment experiment, Evidence evidence, boolean ended) {
        return new Toleration(experiment, evidence).judge(ended);
    }

    private Verdict judge(boolean ended) {
        List<String> crossed = faultless ? List.of() : crossed();
        if (!crossed.isEmpty()) {
            return verdict(Verdict.Kind.FAIL, crossed);
        }
        List<String> doubts = Doubts.onInjection(experiment, evidence, ended);
        if (!faultless) {
            addDoubtsOnGuardrails(doubts, ended);
        }
        addDoubtsOnLoss(doubts);
        return doubts.isEmpty() ? verdict(Verdict.Kind.PASS, held()) : verdict(Verdict.Kind.INCONCLUSIVE, doubts);
    }

    private Verdict verdict(Verdict.Kind kind, List<String> reasons) {
        List<String> all = new ArrayList<>(reasons);
        all.addAll(Notes.on(evidence.pairs()));
        return new Verdict(kind, all.stream().distinct().toList());
    }

    private List<String> crossed() {
        List<String> crossed = new ArrayList<>();
        Judge.crossed(experiment, evidence).forEach((guardrail, estimate) -> {
            crossed.add(Wording.against(estimate, guardrail));
            likeUntreated(estimate).ifPresent(crossed::add);
        });
        return crossed;
    }

    private List<String> held() {
        return experiment.guardrails().stream()
                .flatMap(g -> treated(g).map(e -> Wording.against(e, g)).stream())
                .toList();
    }

    private void addDoubtsOnGuardrails(List<String> doubts, boolean ended) {
        if (experiment.guardrails().isEmpty()) {
            doubts.add("No guardrail is declared, so there is no margin to judge by");
            evidence.of(Arm.TREATED).forEach(e -> doubts.add(Wording.of(e)));
        }
        for (Guardrail guardrail : experiment.guardrails()) {
            Optional<Estimate> treated = treated(guardrail);
            String thing = guardrail.measure() == MeasureName.MISSING_RATE ? "treated record" : "treated pair";
            Doubts.onNumber(experiment, treated.map(Estimate::n).orElse(0L), thing, guardrail.output(), ended)
                    .ifPresent(doubts::add);
            treated.filter(e -> !guardrail.isHeldBy(e.low(), e.high()))
                    .ifPresent(e -> doubts.add(Wording.against(e, guardrail)));
            treated.flatMap(e -> withMissing(e, guardrail)).ifPresent(doubts::add);
            treated.flatMap(this::likeUntreated).ifPresent(doubts::add);
        }
    }

    private Optional<Estimate> treated(Guardrail guardrail) {
        return evidence.estimate(guardrail.output(), guardrail.measure(), Arm.TREATED);
    }

    /** A missing output is a divergence: a rate must hold its margin with each of them counted as different, too. */
    private Optional<String> withMissing(Estimate complete, Guardrail guardrail) {
        long missing = missing();
        if (missing == 0
                || !countsDifferences(complete.measure())
                || !guardrail.isHeldBy(complete.low(), complete.high())) {
            return Optional.empty();
        }
        long n = complete.n() + missing;
        // a missing text is no match, a missing label a flip
        long flips = Math.round(complete.value() * complete.n())
                + (complete.measure() == MeasureName.EXACT_MATCH_RATE ? 0 : missing);
        Interval bounds = new BetaBinomialSequence().interval(flips, n, Judge.alpha(experiment));
        Estimate counted = new Estimate(
                complete.output(), complete.measure(), Arm.TREATED, (double) flips / n, bounds.low(), bounds.high(), n);
        return guardrail.isHeldBy(bounds.low(), bounds.high())
                ? Optional.empty()
                : Optional.of("With " + Wording.count(missing, "missing output") + " counted as different, "
                        + Wording.against(counted, guardrail));
    }

    private static boolean countsDifferences(MeasureName measure) {
        return measure.isRate() && !measure.isOfRecords();
    }

    /** The missing outputs that are those of treated records, or may be. */
    private long missing() {
        return evidence.tellsMissing()
                ? evidence.pairs().missingTreated()
                : evidence.pairs().missing();
    }

    private boolean guards(MeasureName measure) {
        return experiment.guardrails().stream().anyMatch(g -> g.measure() == measure);
    }

    /** Where untreated pairs diverge as much as treated ones, what is seen cannot be put down to the fault. */
    private Optional<String> likeUntreated(Estimate treated) {
        return evidence.estimate(treated.output(), treated.measure(), Arm.UNTREATED)
                .filter(u -> u.value() > 0 && u.overlaps(treated))
                .map(u -> Wording.of(u)
                        + ", as much as in the treated ones, so the difference cannot be put down to the fault");
    }

    private void addDoubtsOnLoss(List<String> doubts) {
        Evidence.Pairs pairs = evidence.pairs();
        long judged = faultless ? pairs.treated() + pairs.untreated() : pairs.treated();
        // where the loss has a margin of its own, that decides
        if (!guards(MeasureName.MISSING_RATE)) {
            Doubts.onLoss(pairs.missing(), judged, "missing from the treatment arm")
                    .ifPresent(doubts::add);
        }
        if (!guards(MeasureName.INVALID_RATE)) {
            Doubts.onLoss(pairs.invalid(), judged, "invalid").ifPresent(doubts::add);
        }
    }
}
