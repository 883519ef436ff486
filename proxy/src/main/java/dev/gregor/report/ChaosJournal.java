package dev.gregor.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.Guardrail;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal of the Chaos Toolkit, as {@code chaos run} leaves it, so that its reports and its users can take an experiment
 * in. The guardrails are the probes of the steady state: over the untreated pairs before, over the treated pairs after. The faults are
 * the method, and a halt is the rollback.
 */
public final class ChaosJournal {
    /** The release of chaoslib whose journal this follows; its readers choose by it how to read. */
    private static final String FORMAT = "1.45.1";

    private static final JsonMapper JSON = new JsonMapper();

    private final ExperimentReport report;
    private final String application;
    private final Instant start;
    private final Instant end;

    private ChaosJournal(ExperimentReport report, String application, Instant generated) {
        this.report = report;
        this.application = application;
        Seen.Judged judged = report.seen().judged();
        this.start = judged == null ? generated : judged.first();
        this.end = judged == null ? generated : judged.last();
    }

    /**
     * The journal of one experiment as JSON.
     *
     * @param generated stands for start and end where it is not known when the experiment was judged
     */
    public static String render(ExperimentReport report, String application, Instant generated) {
        return new ChaosJournal(report, application, generated).journal().toPrettyString() + "\n";
    }

    private ObjectNode journal() {
        ObjectNode journal = JSON.createObjectNode();
        journal.put("chaoslib-version", FORMAT);
        journal.put("platform", "Gregor");
        journal.put("node", application);
        journal.set("experiment", experiment());
        journal.put("start", time(start));
        journal.put("status", status());
        journal.put("deviated", hasDeviated());
        ObjectNode states = journal.putObject("steady_states");
        states.set("before", state(Arm.UNTREATED));
        states.set("after", state(Arm.TREATED));
        states.putArray("during");
        journal.set("run", method());
        journal.set("rollbacks", rollbacks());
        journal.put("end", time(end));
        journal.put("duration", seconds(start, end));
        return journal;
    }

    /** Where it cannot tell it is not completed, so that nobody takes it for a pass. */
    private String status() {
        return switch (report.verdict()) {
            case PASS -> "completed";
            case FAIL, INVALID -> "failed";
            case HALTED -> "interrupted";
            case INCONCLUSIVE -> "aborted";
        };
    }

    private boolean hasDeviated() {
        return report.verdict() == Verdict.Kind.FAIL || report.verdict() == Verdict.Kind.HALTED;
    }

    private ObjectNode experiment() {
        ObjectNode experiment = JSON.createObjectNode();
        experiment.put("title", report.experiment());
        experiment.put("description", report.asked().hypothesis());
        experiment.putArray("tags").add("gregor").add(report.asked().route().from());
        ObjectNode hypothesis = experiment.putObject("steady-state-hypothesis");
        hypothesis.put("title", report.asked().hypothesis());
        ArrayNode probes = hypothesis.putArray("probes");
        report.asked().guardrails().forEach(each -> probes.add(probe(each)));
        ArrayNode method = experiment.putArray("method");
        report.asked().faults().forEach(each -> method.add(action(each, "run")));
        ArrayNode rollbacks = experiment.putArray("rollbacks");
        Halt halt = report.seen().halt();
        if (halt != null) {
            halt.partitions().forEach(each -> rollbacks.add(action(stop(each), "experiments halt")));
        }
        ObjectNode extension = experiment.putArray("extensions").addObject();
        extension.put("name", "gregor");
        extension.put("verdict", report.verdict().word());
        ArrayNode reasons = extension.putArray("reasons");
        report.reasons().forEach(reasons::add);
        extension.put("revision", report.asked().revision());
        extension.put("seed", report.asked().seed());
        extension.put("selection", report.asked().selection());
        extension.put("expect", report.asked().expect().word());
        extension.put("mode", report.asked().mode().word());
        return experiment;
    }

    private ObjectNode probe(Guardrail guardrail) {
        ObjectNode probe = activity("probe", Sentences.measure(guardrail.output(), guardrail.measure()), "report");
        ObjectNode tolerance = probe.putObject("tolerance");
        tolerance.put("type", "range");
        ArrayNode range = tolerance.putArray("range");
        if (guardrail.boundsFromAbove()) {
            range.add(guardrail.measure().isNeverNegative() ? 0 : -Double.MAX_VALUE)
                    .add(guardrail.margin());
        } else {
            range.add(guardrail.margin()).add(Double.MAX_VALUE);
        }
        return probe;
    }

    private ObjectNode action(String name, String command) {
        return activity("action", name, command);
    }

    private ObjectNode activity(String type, String name, String command) {
        ObjectNode activity = JSON.createObjectNode();
        activity.put("type", type);
        activity.put("name", name);
        ObjectNode provider = activity.putObject("provider");
        provider.put("type", "process");
        provider.put("path", "gregor");
        provider.put("arguments", command.equals("run") ? command : command + " " + report.experiment());
        return activity;
    }

    /**
     * What the probes said of one arm. The untreated pairs, which no fault hit, stand for the system before the method.
     *
     * <p>A steady state that cannot be told is neither met nor missed.
     */
    private ObjectNode state(Arm arm) {
        ObjectNode state = JSON.createObjectNode();
        if (arm == Arm.UNTREATED) {
            state.put("steady_state_met", report.verdict() != Verdict.Kind.INVALID);
        } else if (report.verdict() == Verdict.Kind.PASS || hasDeviated()) {
            state.put("steady_state_met", report.verdict() == Verdict.Kind.PASS);
        } else {
            state.putNull("steady_state_met");
        }
        ArrayNode probes = state.putArray("probes");
        for (Guardrail guardrail : report.asked().guardrails()) {
            ExperimentReport.Measured measured = report.measured(guardrail.output(), guardrail.measure(), arm);
            Double value = measured == null ? null : measured.value();
            ObjectNode run = run(probe(guardrail), value == null ? "failed" : "succeeded", start, end);
            run.put("output", value);
            run.put("tolerance_met", value != null && guardrail.isHeldBy(value, value));
            probes.add(run);
        }
        return state;
    }

    private ArrayNode method() {
        ArrayNode runs = JSON.createArrayNode();
        for (String fault : report.asked().faults()) {
            String name = fault.replaceFirst(":.*", "");
            long injected = report.seen().records().injected().getOrDefault(name, 0L);
            ObjectNode run = run(action(fault, "run"), injected == 0 ? "failed" : "succeeded", start, end);
            run.putObject("output").put("injected", injected);
            runs.add(run);
        }
        return runs;
    }

    private ArrayNode rollbacks() {
        ArrayNode runs = JSON.createArrayNode();
        Halt halt = report.seen().halt();
        if (halt != null) {
            for (Halt.Stopped each : halt.partitions()) {
                ObjectNode run = run(
                        action(stop(each), "experiments halt"),
                        each.stopped() == null ? "failed" : "succeeded",
                        halt.crossed(),
                        each.stopped());
                ObjectNode output = run.putObject("output");
                output.put("reason", halt.reason());
                output.put("last-fault", each.lastFault() == null ? null : time(each.lastFault()));
                output.put("released", each.released());
                runs.add(run);
            }
        }
        return runs;
    }

    private static String stop(Halt.Stopped stopped) {
        return "stop the injection on " + stopped.partition();
    }

    private static ObjectNode run(ObjectNode activity, String status, Instant from, @Nullable Instant to) {
        ObjectNode run = JSON.createObjectNode();
        run.set("activity", activity);
        run.put("status", status);
        run.put("start", time(from));
        run.put("end", to == null ? null : time(to));
        if (to == null) {
            run.putNull("duration");
        } else {
            run.put("duration", seconds(from, to));
        }
        return run;
    }

    /** As Python writes an instant in UTC: without its zone. */
    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
