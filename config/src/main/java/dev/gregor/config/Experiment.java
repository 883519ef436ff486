package dev.gregor.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A hypothesis, the records it is tried on, the faults, what to measure and where to stop. */
public record Experiment(
        @Setting("The name: letters, digits, '.', '_' or '-'")
        String name,

        @Setting("The hypothesis in plain words") String hypothesis,

        @Setting(
                value = "What is expected: that the pipeline tolerates the faults, or that it detects them",
                byDefault = "tolerate")
        Expectation expect,

        @Setting(value = "Whether the experiment runs", byDefault = "false")
        boolean enabled,

        @Setting(
                value = "live mutates; shadow decides, counts and writes the ledger, but mutates nothing",
                byDefault = "live")
        Mode mode,

        @Setting("The route that the experiment stands on") String route,

        @Setting(value = "The seed of every draw; the same seed hits the same records", byDefault = "0")
        long seed,

        @Setting(
                value = "Whether treated records carry no trace of their treatment; the ledger alone knows",
                byDefault = "false")
        boolean blind,

        @Setting(value = "Which records are hit", byDefault = "{}")
        Selection select,

        @Setting(value = "When the experiment runs", byDefault = "{}")
        Schedule schedule,

        @Setting(
                "The most faults that are injected, 1 or more: a budget that is shared out evenly over the partitions of the raw topic")
        @Nullable
        Long maxFaults,

        @Setting(value = "The faults, in the order in which they are applied; none for an A/A run", byDefault = "[]")
        List<FaultParameters> faults,

        @Setting(value = "Fields whose values the ledger shows only as digests", byDefault = "[]")
        List<FieldPath> redact,

        @Setting(
                value =
                        "Whether the ledger also tells of each selected record that a fault could not damage, and why; of a past"
                                + " that is not there it always tells",
                byDefault = "false")
        boolean ledgerSkips,

        @Setting("What is measured; without it faults are injected and nothing is judged") @Nullable
        Measurement measure,

        @Setting(value = "The bounds that decide; crossing one is a failure", byDefault = "[]")
        List<Guardrail> guardrails) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public Experiment {
        faults = List.copyOf(faults);
        redact = List.copyOf(redact);
        guardrails = List.copyOf(guardrails);
        Checks checks = new Checks();
        checks.require(
                NAME.matcher(name).matches(),
                "name",
                "'" + name + "' is not a name of 1 to 100 letters, digits, '.', '_' or '-'");
        checks.require(!hypothesis.isBlank(), "hypothesis", "is blank; expected a sentence that can turn out wrong");
        checks.require(
                maxFaults == null || maxFaults >= 1, "max-faults", maxFaults + " is no budget; expected at least 1");
        checkFaults(checks, faults);
        checkGuardrails(checks, measure, guardrails);
        checks.done();
    }

    /** Whether this is an A/A run: a route measured with no fault declared. */
    public boolean isAA() {
        return faults.isEmpty();
    }

    /** The same experiment, switched on or off. */
    public Experiment enabledAs(boolean on) {
        return with(on, guardrails);
    }

    /** The same experiment, with guardrails that decide the verdict and halt nothing. */
    public Experiment withoutHalts() {
        return with(enabled, guardrails.stream().map(Guardrail::withoutHalt).toList());
    }

    private Experiment with(boolean on, List<Guardrail> otherGuardrails) {
        return new Experiment(
                name,
                hypothesis,
                expect,
                on,
                mode,
                route,
                seed,
                blind,
                select,
                schedule,
                maxFaults,
                faults,
                redact,
                ledgerSkips,
                measure,
                otherGuardrails);
    }

    @CrossCheck
    static void checkFaults(Checks checks, List<@Nullable FaultParameters> faults) {
        for (int i = 0; i < faults.size(); i++) {
            FaultParameters later = faults.get(i);
            for (FaultParameters earlier : faults.subList(0, i)) {
                if (later != null && earlier != null) {
                    String path = "faults[" + i + "]";
                    later.conflictWith(earlier).ifPresent(problem -> checks.reject(path, problem));
                }
            }
        }
    }

    @CrossCheck
    static void checkGuardrails(Checks checks, @Nullable Measurement measure, List<@Nullable Guardrail> guardrails) {
        for (int i = 0; i < guardrails.size(); i++) {
            Guardrail guardrail = guardrails.get(i);
            if (guardrail != null) {
                check(checks, "guardrails[" + i + "]", guardrail, measure);
            }
        }
    }

    private static void check(Checks checks, String path, Guardrail guardrail, @Nullable Measurement measure) {
        if (measure == null) {
            checks.reject(path, "nothing is measured, so nothing can be guarded; expected a 'measure' beside it");
            return;
        }
        checks.require(
                !measure.isOfPopulations() || MeasureName.ofPopulations().contains(guardrail.measure()),
                path + ".measure",
                "'" + guardrail.measure().word() + "' needs pairs, and without a 'control' there are none; expected "
                        + Words.or(MeasureName.ofPopulations().stream()
                                .filter(MeasureName::canBeGuarded)
                                .map(MeasureName::word)
                                .toList()));
        if (guardrail.output() == null) {
            checks.require(
                    guardrail.measure() != MeasureName.MISSING_RATE
                            || measure.pairBy().isHeader(),
                    path + ".measure",
                    "'missing-rate' needs 'pair-by: header': of an output that did not come, only the ledger tells by"
                            + " the record's id whether its record was hit");
            return;
        }
        Output output = measure.outputs().get(guardrail.output());
        if (output == null) {
            Set<String> outputs = measure.outputs().keySet();
            checks.reject(
                    path + ".output",
                    "'" + guardrail.output() + "' is not an output of this experiment; expected " + Words.or(outputs)
                            + Suggestion.didYouMean(guardrail.output(), outputs));
            return;
        }
        checks.require(
                guardrail.measure().measures(output.type()),
                path + ".measure",
                "'" + guardrail.measure().word() + "' does not measure a "
                        + output.type().word() + "; expected "
                        + Words.or(MeasureName.of(output).stream()
                                .filter(MeasureName::canBeGuarded)
                                .map(MeasureName::word)
                                .toList()));
        checks.require(
                !guardrail.measure().needsTruth() || output.truth() != null,
                path + ".output",
                "'" + guardrail.output() + "' has no true value to be set against; expected one, as { type: "
                        + output.type().word() + ", truth: actual }");
        checks.require(
                guardrail.measure() != MeasureName.EXCEEDANCE_RATE || output.tolerance() != null,
                path + ".output",
                "'" + guardrail.output()
                        + "' has no tolerance that could be exceeded; expected one, as { type: number, tolerance: 0.5 }");
    }

    /** What the pipeline is expected to do about the faults. */
    public enum Expectation implements Word {
        TOLERATE,
        DETECT
    }

    /** Whether records are mutated, or only decided about. */
    public enum Mode implements Word {
        LIVE,
        SHADOW;

        /** Made once: every event of the ledger has it. */
        private final String word = Word.word(name());

        @Override
        public String word() {
            return word;
        }
    }
}
