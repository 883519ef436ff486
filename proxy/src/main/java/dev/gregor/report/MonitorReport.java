package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.judge.MonitorScore;
import dev.gregor.measure.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a monitor did, with the ground truth at hand. Times are event times.
 *
 * @param monitor what watched what, in words
 * @param treatment its alerts on the treatment arm
 * @param control its alerts on the control arm, scored against the same fault windows: what it would have said anyway; null where
 *     nothing watched that
 */
public record MonitorReport(
        String monitor, Scored treatment, @Nullable Scored control) {

    /**
     * The windows of the first guarded measure; the model was hurt in those where the treated pairs lie beyond the margin. Empty
     * without a guardrail, since then nothing says what hurts.
     */
    public static List<MonitorScore.Moment> moments(ExperimentReport report) {
        if (report.asked().guardrails().isEmpty()) {
            return List.of();
        }
        Guardrail guardrail = report.asked().guardrails().get(0);
        SortedMap<Instant, MonitorScore.Moment> moments = new TreeMap<>();
        for (ExperimentReport.Window window : report.shown().windows()) {
            if (Objects.equals(window.output(), guardrail.output()) && window.measure() == guardrail.measure()) {
                moments.merge(
                        window.start(),
                        new MonitorScore.Moment(window.start(), window.end(), isHurt(window, guardrail)),
                        (one, other) -> one.hurt() ? one : other);
            }
        }
        return List.copyOf(moments.values());
    }

    private static boolean isHurt(ExperimentReport.Window window, Guardrail guardrail) {
        Double value = window.value();
        return window.arm() == Arm.TREATED && value != null && guardrail.isCrossedBy(value, value);
    }

    /**
     * The alerts of one arm.
     *
     * @param topic the alert topic
     * @param windows the fault windows, and whether each was noticed
     * @param missed how many of them passed without an alert
     * @param alerts all alerts
     * @param falseAlarms alerts outside every fault window
     * @param table the stretches of time by what the monitor said and what was done to the predictions
     */
    public record Scored(
            String topic, List<Window> windows, long missed, long alerts, long falseAlarms, MonitorScore.Table table) {
        public Scored {
            windows = List.copyOf(windows);
        }

        public static Scored of(String topic, MonitorScore score) {
            return new Scored(
                    topic,
                    score.windows().stream().map(Window::of).toList(),
                    score.missed(),
                    score.alerts(),
                    score.falseAlarms(),
                    score.table());
        }
    }

    /**
     * A time in which faults came close after each other.
     *
     * @param first the event time of the first fault
     * @param last the event time of the last fault
     * @param faults how many there were
     * @param alert the first alert; null if there was none
     * @param latencySeconds from the first fault to the first alert, in event time; null if there was none
     * @param latencyRecords how many records the monitor saw in between; null if there was none
     */
    public record Window(
            Instant first,
            Instant last,
            long faults,
            @Nullable Instant alert,
            @Nullable Long latencySeconds,
            @Nullable Long latencyRecords) {
        static Window of(MonitorScore.Noticed noticed) {
            Duration latency = noticed.latency();
            return new Window(
                    noticed.window().first(),
                    noticed.window().last(),
                    noticed.window().faults(),
                    noticed.alert(),
                    latency == null ? null : latency.toSeconds(),
                    noticed.records());
        }
    }
}
