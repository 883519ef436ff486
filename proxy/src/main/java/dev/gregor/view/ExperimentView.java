package dev.gregor.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gregor.config.Experiment;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Guardrail;
import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import dev.gregor.config.Schedule;
import dev.gregor.config.TopicName;
import dev.gregor.fault.Catalogue;
import dev.gregor.record.RecordCounts;
import dev.gregor.results.InWords;
import dev.gregor.runtime.Switches;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One experiment as it stands now, with the names that the API has for it. Times are in epoch milliseconds, durations in milliseconds.
 *
 * @param declared whether its file enables it
 * @param switched the switch in force; null if the file decides
 * @param state on, off or halted, by switches and file
 * @param phase of its schedule: always, waiting, baseline, ramp, hold, recover or over; null where nothing tells the event time
 * @param selection in words
 * @param window the length of its windows; null if nothing is measured
 * @param verdict the last one; null if there is none
 */
public record ExperimentView(
        String name,
        String hypothesis,
        String expect,
        String mode,
        RouteView route,
        long seed,
        boolean declared,
        @JsonProperty("switch") @Nullable SwitchView switched,
        String state,
        @Nullable String phase,
        @Nullable ScheduleView schedule,
        String selection,
        List<FaultView> faults,
        List<OutputView> outputs,
        @Nullable Long window,
        List<GuardrailView> guardrails,
        @Nullable VerdictView verdict,
        RecordsView records,
        List<PartitionView> partitions) {

    /** The route; canary is null if the faults go in line into the feature topic. */
    public record RouteView(
            String name, String from, String to, @Nullable String canary, String value) {}

    /** When it runs; hold is null if it has no end. */
    public record ScheduleView(
            String clock,
            long start,
            long baseline,
            long ramp,
            @Nullable Long hold,
            long recover) {}

    /** A fault by its name, and in words with its parameters. */
    public record FaultView(String name, String text) {}

    /** An output that is measured. */
    public record OutputView(
            String name, String type, @Nullable Double tolerance) {}

    /** A bound on a measure; output is null where the measure is of whole records. */
    public record GuardrailView(
            @Nullable String output,
            String measure,
            @Nullable Double max,
            @Nullable Double min,
            int windows,
            boolean halt) {}

    /** A verdict with its reasons, and when it was given. */
    public record VerdictView(
            String verdict,
            List<String> reasons,
            @JsonProperty("final") boolean isFinal,
            long at) {}

    /** The counts of all partitions together. */
    public record RecordsView(
            long seen,
            long selected,
            Map<String, Long> injected,
            Map<String, Long> skipped,
            long held,
            @Nullable Long lastFault) {

        static RecordsView of(Collection<RecordCounts> counts) {
            Map<String, Long> injected = new TreeMap<>();
            Map<String, Long> skipped = new TreeMap<>();
            counts.forEach(each -> {
                each.injected().forEach((fault, n) -> injected.merge(fault, n, Long::sum));
                each.skipped().forEach((reason, n) -> skipped.merge(reason, n, Long::sum));
            });
            Long last = counts.stream()
                    .map(RecordCounts::lastFault)
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .orElse(null);
            return new RecordsView(
                    counts.stream().mapToLong(RecordCounts::seen).sum(),
                    counts.stream().mapToLong(RecordCounts::selected).sum(),
                    injected,
                    skipped,
                    counts.stream().mapToLong(RecordCounts::held).sum(),
                    last);
        }
    }

    /** One partition of the raw topic; stopped is null while the experiment is on there. */
    public record PartitionView(
            String partition,
            long seen,
            long selected,
            long held,
            @Nullable Long lastFault,
            @Nullable Long stopped,
            long released) {}

    /**
     * An experiment as it stands.
     *
     * @param config as its file has it
     * @param counts those of the experiment, one of each partition
     * @param time by the clock of its schedule, in epoch milliseconds; null if nothing tells it
     */
    public static ExperimentView of(
            Experiment experiment,
            GregorConfig config,
            Switches switches,
            Collection<RecordCounts> counts,
            @Nullable VerdictView verdict,
            @Nullable Long time) {
        Measurement measure = experiment.measure();
        Route route = Objects.requireNonNull(config.routes().get(experiment.route()));
        return new ExperimentView(
                experiment.name(),
                experiment.hypothesis(),
                experiment.expect().word(),
                experiment.mode().word(),
                new RouteView(
                        experiment.route(),
                        route.from().value(),
                        route.to().value(),
                        text(route.canary()),
                        route.value().word()),
                experiment.seed(),
                experiment.enabled(),
                switches.of(experiment.name()).map(SwitchView::of).orElse(null),
                switches.isHalted(experiment.name()) ? "halted" : switches.isOn(experiment) ? "on" : "off",
                phase(experiment.schedule(), time),
                schedule(experiment.schedule()),
                InWords.selection(experiment.select()),
                experiment.faults().stream().map(ExperimentView::fault).toList(),
                measure == null ? List.of() : outputs(measure),
                measure == null ? null : measure.window().toMillis(),
                experiment.guardrails().stream().map(ExperimentView::guardrail).toList(),
                verdict,
                RecordsView.of(counts),
                counts.stream().map(ExperimentView::partition).toList());
    }

    private static @Nullable String text(@Nullable TopicName topic) {
        return topic == null ? null : topic.value();
    }

    private static @Nullable String phase(Schedule schedule, @Nullable Long time) {
        if (schedule.start() == null) {
            return "always";
        }
        return time == null ? null : schedule.phase(time).word();
    }

    private static @Nullable ScheduleView schedule(Schedule schedule) {
        if (schedule.start() == null) {
            return null;
        }
        Duration hold = schedule.hold();
        if (schedule.duration() != null) {
            hold = schedule.duration()
                    .minus(schedule.baseline())
                    .minus(schedule.ramp())
                    .minus(schedule.recover());
        }
        return new ScheduleView(
                schedule.clock().word(),
                schedule.start().toEpochMilli(),
                schedule.baseline().toMillis(),
                schedule.ramp().toMillis(),
                hold == null ? null : hold.toMillis(),
                schedule.recover().toMillis());
    }

    private static FaultView fault(FaultParameters fault) {
        return new FaultView(Catalogue.nameOf(fault.getClass()), InWords.fault(fault));
    }

    private static List<OutputView> outputs(Measurement measure) {
        return measure.outputs().entrySet().stream()
                .map(each -> new OutputView(
                        each.getKey(),
                        each.getValue().type().word(),
                        each.getValue().tolerance()))
                .toList();
    }

    private static GuardrailView guardrail(Guardrail guardrail) {
        return new GuardrailView(
                guardrail.output(),
                guardrail.measure().word(),
                guardrail.max(),
                guardrail.min(),
                guardrail.windows(),
                guardrail.halt());
    }

    private static PartitionView partition(RecordCounts counts) {
        return new PartitionView(
                counts.partition(),
                counts.seen(),
                counts.selected(),
                counts.held(),
                counts.lastFault(),
                counts.stopped(),
                counts.released());
    }
}
