package dev.gregor.report;

import dev.gregor.judge.MonitorScore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a monitor did, with the ground truth at hand. Times are event times.
 *
 * @param monitor what watched what, in words
 * @param treatment its alerts on the treatment arm
 * @param control its alerts on the control arm, scored against the same fault windows: what it would have said anyway
 */
public record MonitorReport(String monitor, Scored treatment, Scored control) {

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
