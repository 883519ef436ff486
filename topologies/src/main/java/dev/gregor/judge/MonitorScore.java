package dev.gregor.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well a monitor did, with the ledger as the ground truth: for each fault window whether and when it was noticed, the alerts that
 * fell outside every fault window, and the table of alarmed or silent times hurt or unhurt. All times are event times.
 *
 * @param windows the fault windows in the order of time, each with the first alert in it
 * @param alerts all alerts, in fault windows or not
 * @param falseAlarms the alerts outside every fault window
 * @param table how many moments were alarmed or silent, hurt or unhurt
 */
public record MonitorScore(List<Noticed> windows, long alerts, long falseAlarms, Table table) {
    public MonitorScore {
        windows = List.copyOf(windows);
    }

    /**
     * Scores alerts against faults.
     *
     * @param faults the event times of the faults that were injected, in any order
     * @param alerts the event times of the alerts, in any order
     * @param records the event times of all records that the monitor looked at, in any order
     * @param moments the stretches of time of the table; they may not overlap
     * @param terms what belongs to a fault window
     */
    public static MonitorScore of(
            List<Instant> faults, List<Instant> alerts, List<Instant> records, List<Moment> moments, Terms terms) {
        List<Instant> raised = alerts.stream().sorted().toList();
        List<Noticed> windows = new ArrayList<>();
        for (FaultWindow window : windows(faults, terms.quiet())) {
            windows.add(noticed(window, raised, records, terms.patience()));
        }
        long outside = raised.stream()
                .filter(alert ->
                        windows.stream().noneMatch(each -> each.window().covers(alert, terms.patience())))
                .count();
        return new MonitorScore(windows, raised.size(), outside, Table.of(moments, raised));
    }

    /** How many fault windows passed without an alert. */
    public long missed() {
        return windows.stream().filter(each -> each.alert() == null).count();
    }

    /** The first window that was noticed; empty if none was. */
    public Optional<Noticed> first() {
        return windows.stream().filter(each -> each.alert() != null).findFirst();
    }

    private static List<FaultWindow> windows(List<Instant> faults, Duration quiet) {
        List<FaultWindow> windows = new ArrayList<>();
        for (Instant fault : faults.stream().sorted().toList()) {
            FaultWindow last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
            if (last == null || last.last().plus(quiet).isBefore(fault)) {
                windows.add(new FaultWindow(fault, fault, 1));
            } else {
                windows.set(windows.size() - 1, new FaultWindow(last.first(), fault, last.faults() + 1));
            }
        }
        return windows;
    }

    private static Noticed noticed(FaultWindow window, List<Instant> alerts, List<Instant> records, Duration patience) {
        Instant alert = alerts.stream()
                .filter(each -> window.covers(each, patience))
                .findFirst()
                .orElse(null);
        if (alert == null) {
            return new Noticed(window, null, null, null);
        }
        long between = records.stream()
                .filter(each -> each.isAfter(window.first()) && !each.isAfter(alert))
                .count();
        return new Noticed(window, alert, Duration.between(window.first(), alert), between);
    }

    /**
     * What belongs to a fault window.
     *
     * @param quiet how long no fault must come for a fault window to be over; 0 or more
     * @param patience how long after the last fault of a window an alert still counts for it; 0 or more
     */
    public record Terms(Duration quiet, Duration patience) {
        public Terms {
            if (quiet.isNegative() || patience.isNegative()) {
                throw new IllegalArgumentException(
                        "quiet " + quiet + " and patience " + patience + " may not be negative");
            }
        }
    }

    /** A time in which faults came close after each other: their first, their last, and how many. */
    public record FaultWindow(Instant first, Instant last, long faults) {
        boolean covers(Instant time, Duration patience) {
            return !time.isBefore(first) && !time.isAfter(last.plus(patience));
        }
    }

    /**
     * A fault window, and whether it was noticed.
     *
     * @param alert the first alert in it; null if it was missed
     * @param latency from the first fault to that alert, in event time; null if it was missed
     * @param records how many records the monitor saw after the event time of the first fault and up to that of the alert; null if it was missed
     */
    public record Noticed(
            FaultWindow window,
            @Nullable Instant alert,
            @Nullable Duration latency,
            @Nullable Long records) {}

    /**
     * A stretch of time, and whether the model was hurt in it.
     *
     * @param start the first instant
     * @param end the first instant after it
     */
    public record Moment(Instant start, Instant end, boolean hurt) {
        public Moment {
            if (!start.isBefore(end)) {
                throw new IllegalArgumentException("a moment from " + start + " that ends at " + end);
            }
        }

        boolean hasAny(List<Instant> times) {
            return times.stream().anyMatch(time -> !time.isBefore(start) && time.isBefore(end));
        }
    }

    /** How many moments there were of each kind (after jenga's schema stress test). Silent and hurt is the silent failure. */
    public record Table(long alarmedHurt, long alarmedUnhurt, long silentHurt, long silentUnhurt) {
        static Table of(List<Moment> moments, List<Instant> alerts) {
            long[][] counts = new long[2][2];
            for (Moment moment : moments) {
                counts[moment.hasAny(alerts) ? 0 : 1][moment.hurt() ? 0 : 1]++;
            }
            return new Table(counts[0][0], counts[0][1], counts[1][0], counts[1][1]);
        }
    }
}
