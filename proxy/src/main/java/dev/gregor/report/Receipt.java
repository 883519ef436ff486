package dev.gregor.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a halt, in words.
 *
 * @param sentence when and how fast it stopped
 * @param reason why
 */
record Receipt(String sentence, String reason, Section.Table partitions) {

    static @Nullable Receipt of(ExperimentReport report) {
        Halt halt = report.seen().halt();
        return halt == null
                ? null
                : new Receipt(
                        sentence(halt),
                        halt.reason(),
                        new Section.Table(
                                "What was stopped where",
                                List.of(
                                        "Stopped",
                                        "After the crossing, ms",
                                        "Last fault, ms after the crossing",
                                        "Held records released"),
                                halt.partitions().stream()
                                        .map(each -> partition(each, halt.crossed()))
                                        .toList()));
    }

    private static String sentence(Halt halt) {
        String crossed = (halt.measure() == null ? "Halted at " : "Crossed at ") + Figures.instant(halt.crossed())
                + " UTC by the wall clock; ";
        Long took = halt.tookMilliseconds();
        String last = took == null
                ? "when the last fault was injected is not known"
                : took <= 0
                        ? "no fault was injected after that"
                        : "the last fault came " + Figures.count(took) + " ms later";
        return crossed
                + last
                + (halt.complete()
                        ? ". Every partition has stopped."
                        : ". Not every partition has said yet that it stopped.");
    }

    private static Section.Table.Cells partition(Halt.Stopped stopped, Instant crossed) {
        return new Section.Table.Cells(
                stopped.partition(),
                "",
                List.of(
                        stopped.stopped() == null ? "not yet" : Figures.instant(stopped.stopped()),
                        after(stopped.stopped(), crossed),
                        after(stopped.lastFault(), crossed),
                        Figures.count(stopped.released())));
    }

    private static String after(@Nullable Instant time, Instant crossed) {
        return time == null
                ? "\u2013"
                : Figures.count(Duration.between(crossed, time).toMillis()).replace('-', '\u2212');
    }
}
