package dev.gregor.results;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import dev.gregor.injection.Revision;
import dev.gregor.measure.Arm;
import dev.gregor.report.Amplification;
import dev.gregor.report.Asked;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.MonitorReport;
import dev.gregor.report.OutputDetail;
import dev.gregor.report.Seen;
import dev.gregor.report.Shown;
import dev.gregor.runtime.LastRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the results of experiments from the topics of one application. */
public final class Results implements AutoCloseable {
    private final Application application;
    private final LastRecords topics;
    private final Events events;

    /**
     * Connects to the cluster of an application.
     *
     * @throws dev.gregor.runtime.ClusterUnreachable if it does not answer
     */
    public Results(Application application) {
        this.application = application;
        this.topics = LastRecords.of(application);
        this.events = new Events(topics);
    }

    /** The last verdict of an experiment; empty if none was given yet. */
    public Optional<VerdictEvent> lastVerdict(String experiment) {
        return Optional.ofNullable(lastVerdicts().get(experiment));
    }

    /** The last verdict of each experiment that has one, by its name. */
    public Map<String, VerdictEvent> lastVerdicts() {
        Map<String, Instant> first = new LinkedHashMap<>();
        Map<String, Events.Event> last = new LinkedHashMap<>();
        events.each(application.verdictsTopic(), event -> {
            String experiment = event.json().path("experiment").asText();
            first.putIfAbsent(experiment, Instant.ofEpochMilli(event.writtenAt()));
            last.put(experiment, event);
        });
        Map<String, VerdictEvent> verdicts = new LinkedHashMap<>();
        last.forEach((experiment, event) -> verdicts.put(
                experiment,
                VerdictEvent.of(
                        event.json(),
                        first.getOrDefault(experiment, Instant.ofEpochMilli(event.writtenAt())),
                        Instant.ofEpochMilli(event.writtenAt()))));
        return verdicts;
    }

    /**
     * The report of an experiment.
     *
     * @param units the unit of an output by its name; an output may be left out
     * @param notes what a reader has to know besides
     * @throws NoVerdictYet if none was given
     * @throws dev.gregor.runtime.UnfitTopics if a topic of the route, or with alerts, is not there
     */
    public ExperimentReport report(
            Experiment experiment, Revision revision, Map<String, String> units, List<String> notes) {
        VerdictEvent verdict = lastVerdict(experiment.name()).orElseThrow(() -> noVerdict(experiment));
        Route route = Objects.requireNonNull(revision.config().routes().get(experiment.route()));
        Measurement measure = experiment.measure();
        MeasuredRun measured = new MeasuredRun(experiment);
        events.of(experiment.name(), application.divergenceTopic(), measured::take);
        boolean isScored = measure != null && measure.alerts() != null;
        LedgerRun ledger = new LedgerRun(experiment.name(), worst(verdict), isScored);
        events.each(application.ledgerTopic(), event -> ledger.take(event.json()));

        Seen seen = seen(verdict, measured);
        ExperimentReport report = new ExperimentReport(
                experiment.name(),
                verdict.verdict(),
                verdict.reasons(),
                asked(experiment, revision, route, units),
                seen,
                new Shown(
                        measured.windows(),
                        new BeforeAndAfter(topics, application, route).samples(ledger.first()),
                        explained(verdict.details(), ledger),
                        amplifications(experiment, seen, ledger)),
                notes);
        return measure == null || measure.alerts() == null
                ? report
                : report.with(new AlertScoring(topics)
                        .of(
                                measure.alerts(),
                                route.canary() == null ? route.to() : route.canary(),
                                ledger.times(),
                                MonitorReport.moments(report)));
    }

    private NoVerdictYet noVerdict(Experiment experiment) {
        return new NoVerdictYet(
                "there is no verdict on '" + experiment.name() + "' yet: "
                        + (experiment.measure() == null
                                ? "it has no 'measure', so nothing is ever judged"
                                : "the topic '" + application.verdictsTopic()
                                        + "' holds none; expected 'gregor run' to run with the experiment enabled, and outputs on both arms"));
    }

    private static Asked asked(Experiment experiment, Revision revision, Route route, Map<String, String> units) {
        return new Asked(
                experiment.hypothesis(),
                experiment.expect(),
                experiment.mode(),
                revision.id(),
                experiment.seed(),
                Asked.Route.of(route),
                experiment.measure() == null ? null : Asked.Outputs.of(experiment.measure()),
                InWords.selection(experiment.select()),
                experiment.faults().stream().map(InWords::fault).toList(),
                experiment.guardrails(),
                units);
    }

    private static Seen seen(VerdictEvent verdict, MeasuredRun measured) {
        return new Seen(
                verdict.judged(),
                verdict.records(),
                verdict.pairs(),
                measured.measures(verdict.measures()),
                verdict.halt(),
                verdict.net(),
                verdict.overall(),
                measured.segments());
    }

    private static List<String> worst(VerdictEvent verdict) {
        return verdict.details().stream()
                .flatMap(output -> output.worst().stream())
                .map(OutputDetail.WorstPair::id)
                .toList();
    }

    /** The same details with what the ledger says of the worst pairs. */
    private static List<OutputDetail> explained(List<OutputDetail> details, LedgerRun ledger) {
        return details.stream()
                .map(output -> new OutputDetail(
                        output.output(),
                        output.arm(),
                        output.histogram(),
                        output.confusion(),
                        output.worst().stream()
                                .map(pair -> new OutputDetail.WorstPair(
                                        pair.id(),
                                        pair.control(),
                                        pair.treatment(),
                                        pair.distance(),
                                        pair.timestamp(),
                                        ledger.faults(pair.id())))
                                .toList()))
                .toList();
    }

    private static List<Amplification> amplifications(Experiment experiment, Seen seen, LedgerRun ledger) {
        List<Amplification> amplifications = new ArrayList<>();
        if (experiment.mode() == Experiment.Mode.LIVE) {
            seen.measures().stream()
                    .filter(each -> each.measure() == MeasureName.MEAN_ABSOLUTE_DIFFERENCE && each.arm() == Arm.TREATED)
                    .forEach(each -> ledger.changes().forEach((field, change) -> {
                        if (each.output() != null && each.value() != null && change.mean() > 0) {
                            amplifications.add(
                                    new Amplification(each.output(), field, each.value(), change.mean(), change.n()));
                        }
                    }));
        }
        return amplifications;
    }

    @Override
    public void close() {
        topics.close();
    }
}
