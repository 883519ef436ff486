package dev.gregor.report;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The test suite of one experiment. */
record TestSuite(
        int id,
        String name,
        String application,
        String timestamp,
        String seconds,
        List<Property> properties,
        List<Case> cases,
        String out) {
    static TestSuite of(ExperimentReport report, Report all, int id) {
        Seen.Judged judged = report.seen().judged();
        Instant first = judged == null ? all.generated() : judged.first();
        Instant last = judged == null ? all.generated() : judged.last();
        List<Case> cases = new ArrayList<>();
        report.asked().guardrails().forEach(each -> cases.add(Case.of(report, each)));
        cases.add(Case.ofVerdict(report));
        return new TestSuite(
                id,
                report.experiment(),
                all.application(),
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        first.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)),
                Long.toString(Duration.between(first, last).toSeconds()),
                List.of(
                        new Property("hypothesis", report.asked().hypothesis()),
                        new Property("revision", report.asked().revision()),
                        new Property("seed", Long.toString(report.asked().seed())),
                        new Property("selection", report.asked().selection()),
                        new Property("faults", String.join("; ", report.asked().faults()))),
                cases,
                Sentences.headline(report) + "\n" + String.join("\n", report.reasons()));
    }

    int tests() {
        return cases.size();
    }

    long failures() {
        return cases.stream().filter(each -> each.failure() != null).count();
    }

    long errors() {
        return cases.stream().filter(each -> each.error() != null).count();
    }

    long skips() {
        return cases.stream().filter(each -> each.skipped() != null).count();
    }

    /** A setting. */
    record Property(String name, String value) {}

    /** What keeps a test case from passing. */
    record Problem(String type, String message, String text) {}

    /** One test case; at most one of its problems is there. */
    record Case(
            String name,
            @Nullable Problem failure,
            @Nullable Problem error,
            @Nullable Problem skipped) {
        static Case ofVerdict(ExperimentReport report) {
            Problem problem =
                    new Problem(report.verdict().word(), report.reasons().get(0), String.join("\n", report.reasons()));
            return switch (report.verdict()) {
                case PASS -> new Case("verdict", null, null, null);
                case FAIL, HALTED -> new Case("verdict", problem, null, null);
                case INVALID -> new Case("verdict", null, problem, null);
                case INCONCLUSIVE -> new Case("verdict", null, null, problem);
            };
        }

        static Case of(ExperimentReport report, Guardrail guardrail) {
            Unit unit = Unit.of(
                    guardrail.output(), guardrail.measure(), report.asked().units());
            ExperimentReport.Measured treated = report.measured(guardrail.output(), guardrail.measure(), Arm.TREATED);
            String name = Sentences.measure(guardrail.output(), guardrail.measure()) + " "
                    + Sentences.borne(guardrail, unit).replace('\u00a0', ' ');
            String position = Sentences.position(treated, guardrail);
            String text = treated == null || treated.value() == null
                    ? position
                    : position + ": " + unit.with(treated.value()) + ", " + Sentences.bounds(treated, unit);
            if (report.verdict() == Verdict.Kind.INVALID) {
                return new Case(name, null, null, new Problem("invalid", "the experiment itself is broken", text));
            }
            if (halted(report, guardrail)) {
                return new Case(name, new Problem("halted", "crossed, and halted the experiment", text), null, null);
            }
            if (report.asked().expect() == Experiment.Expectation.DETECT) {
                return new Case(
                        name,
                        null,
                        null,
                        new Problem("detect", "decides nothing where faults are to be detected", text));
            }
            return switch (position) {
                case "inside the margin" -> new Case(name, null, null, null);
                case "beyond the margin" -> new Case(name, new Problem("fail", position, text), null, null);
                default -> new Case(name, null, null, new Problem("inconclusive", position, text));
            };
        }

        private static boolean halted(ExperimentReport report, Guardrail guardrail) {
            Halt halt = report.seen().halt();
            return halt != null
                    && halt.measure() == guardrail.measure()
                    && Objects.equals(halt.output(), guardrail.output());
        }
    }
}
