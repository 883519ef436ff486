package dev.gregor.judge;

import dev.gregor.config.Experiment;
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
        long unnoticed = pairs.treated();
        long noticed = pairs.lostTreated();
        long lost = pairs.missing() + pairs.invalid();
        List<String> doubts = Doubts.onInjection(experiment, evidence, ended);
        Doubts.onNumber(experiment, unnoticed + noticed, "outcome", "treated records", ended)
                .ifPresent(doubts::add);

        if (doubts.isEmpty() && share(unnoticed, unnoticed + lost).low() > MARGIN) {
            return verdict(
                    Verdict.Kind.FAIL,
                    List.of(
                            sentence(unnoticed, unnoticed + lost) + ", beyond the margin of " + Wording.percent(MARGIN),
                            "An output counts as noticed when it is missing or invalid; alerts are not read"));
        }
        Interval treated = share(unnoticed, unnoticed + noticed);
        String place = ", within the margin of " + Wording.percent(MARGIN);
        if (treated.high() > MARGIN) {
            place = ", not surely within the margin of " + Wording.percent(MARGIN);
            doubts.add(sentence(unnoticed, unnoticed + noticed) + place);
            if (lost > noticed) {
                doubts.add("It is not known whether " + Wording.count(lost - noticed, "lost output")
                        + " belong to treated records");
            }
        }
        if (share(pairs.untreated(), pairs.untreated() + lost - noticed).low() <= treated.high()) {
            doubts.add(
                    "Untreated records do not surely give an output more often than treated ones, so a loss cannot be "
                            + "put down to detection");
        }
        return doubts.isEmpty()
                ? verdict(Verdict.Kind.PASS, List.of(sentence(unnoticed, unnoticed + noticed) + place))
                : verdict(Verdict.Kind.INCONCLUSIVE, doubts);
    }

    private Verdict verdict(Verdict.Kind kind, List<String> reasons) {
        List<String> all = new ArrayList<>(reasons);
        if (!Judge.isFaultless(experiment)) {
            evidence.of(Arm.TREATED).forEach(e -> all.add("Of the outputs that came, " + Wording.of(e)));
        }
        all.addAll(Notes.on(evidence.pairs()));
        return new Verdict(kind, all);
    }

    private static Interval share(long part, long whole) {
        return SEQUENCE.interval(part, whole, Judge.ALPHA);
    }

    private static String sentence(long unnoticed, long treated) {
        Interval bounds = share(unnoticed, treated);
        String share = treated == 0
                ? ""
                : ", " + Wording.share((double) unnoticed / treated, bounds.low(), bounds.high(), MARGIN);
        return Wording.count(unnoticed) + " of " + Wording.count(treated, "treated record") + " went unnoticed" + share;
    }
}
