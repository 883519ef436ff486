package dev.gregor.judge;

import dev.gregor.config.Experiment;
import dev.gregor.measure.Arm;
import dev.gregor.measure.BetaBinomialSequence;
import dev.gregor.measure.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict where the pipeline is expected to detect the faults. A treated record counts as noticed when its output is missing or
 * invalid, and as unnoticed when both arms gave an output as if nothing had happened. Where it is not known which of the lost
 * outputs belong to treated records, it fails only if it would with all of them, and passes only if it would with none.
 */
final class Detection {
    /** The largest share of the treated records that may go unnoticed. */
    static final double MARGIN = 0.05;

    private static final BetaBinomialSequence SEQUENCE = new BetaBinomialSequence();

    private final Experiment experiment;
    private final Evidence evidence;

    private Detection(Experiment experiment, Evidence evidence) {
        this.experiment = experiment;
        this.evidence = evidence;
    }

    static Verdict judge(Experiment experiment, Evidence evidence, boolean ended) {
        return new Detection(experiment, evidence).judge(ended);
    }

    private Verdict judge(boolean ended) {
        Evidence.Pairs pairs = evidence.pairs();
        Share most = new Share(pairs.treated() - pairs.invalidTreated(), pairs.treated() + pairs.missingTreated());
        Share least = evidence.tellsMissing()
                ? most
                : new Share(
                        pairs.treated() - Math.min(pairs.treated(), pairs.invalid()),
                        pairs.treated() + pairs.missing());
        List<String> doubts = Doubts.onInjection(experiment, evidence, ended);
        Doubts.onNumber(experiment, most.of(), "outcome", "treated records", ended)
                .ifPresent(doubts::add);

        if (doubts.isEmpty() && least.bounds().low() > MARGIN) {
            String reason = least + ", beyond the margin of " + Wording.percent(MARGIN);
            return verdict(
                    Verdict.Kind.FAIL,
                    List.of(reason, "An output counts as noticed when it is missing or invalid; alerts are not read"));
        }
        boolean within = most.bounds().high() <= MARGIN;
        String reason =
                most + (within ? ", within" : ", not surely within") + " the margin of " + Wording.percent(MARGIN);
        if (!within) {
            doubts.add(reason);
            if (!evidence.tellsMissing()) {
                addUntold(doubts, pairs);
            }
        }
        if (untreatedThatCame(pairs).bounds().low() <= most.bounds().high()) {
            doubts.add(
                    "Untreated records do not surely give an output more often than treated ones, so a loss cannot be "
                            + "put down to detection");
        }
        return doubts.isEmpty()
                ? verdict(Verdict.Kind.PASS, List.of(reason))
                : verdict(Verdict.Kind.INCONCLUSIVE, doubts);
    }

    private static void addUntold(List<String> doubts, Evidence.Pairs pairs) {
        long untold = pairs.missing() - pairs.missingTreated() + pairs.invalid() - pairs.invalidTreated();
        if (untold > 0) {
            doubts.add("It is not known whether " + Wording.count(untold, "missing or invalid output")
                    + (untold == 1 ? " belongs" : " belong") + " to treated records");
        }
    }

    /** The untreated records that gave a valid output for sure. */
    private static Share untreatedThatCame(Evidence.Pairs pairs) {
        long invalid = Math.min(pairs.untreated(), pairs.invalid() - pairs.invalidTreated());
        return new Share(pairs.untreated() - invalid, pairs.untreated() + pairs.missing() - pairs.missingTreated());
    }

    private Verdict verdict(Verdict.Kind kind, List<String> reasons) {
        List<String> all = new ArrayList<>(reasons);
        if (!Judge.isFaultless(experiment)) {
            evidence.of(Arm.TREATED).forEach(e -> all.add("Of the outputs that came, " + Wording.of(e)));
        }
        all.addAll(Notes.on(evidence.pairs()));
        return new Verdict(kind, all);
    }

    /** How many of some records gave a valid output, as if nothing had happened. */
    private record Share(long part, long of) {
        Interval bounds() {
            return SEQUENCE.interval(part, of, Judge.ALPHA);
        }

        @Override
        public String toString() {
            String all = Wording.count(part) + " of " + Wording.count(of, "treated record") + " went unnoticed";
            Interval bounds = bounds();
            return of == 0 ? all : all + ", " + Wording.share((double) part / of, bounds.low(), bounds.high(), MARGIN);
        }
    }
}
