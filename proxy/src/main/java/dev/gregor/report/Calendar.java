package dev.gregor.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Finds round instants in a stretch of time, from milliseconds to centuries, in UTC. */
final class Calendar {
    private static final List<Step> STEPS = List.of(
            new Step(1, ChronoUnit.MILLIS),
            new Step(5, ChronoUnit.MILLIS),
            new Step(20, ChronoUnit.MILLIS),
            new Step(100, ChronoUnit.MILLIS),
            new Step(500, ChronoUnit.MILLIS),
            new Step(1, ChronoUnit.SECONDS),
            new Step(5, ChronoUnit.SECONDS),
            new Step(15, ChronoUnit.SECONDS),
            new Step(30, ChronoUnit.SECONDS),
            new Step(1, ChronoUnit.MINUTES),
            new Step(5, ChronoUnit.MINUTES),
            new Step(15, ChronoUnit.MINUTES),
            new Step(30, ChronoUnit.MINUTES),
            new Step(1, ChronoUnit.HOURS),
            new Step(3, ChronoUnit.HOURS),
            new Step(6, ChronoUnit.HOURS),
            new Step(12, ChronoUnit.HOURS),
            new Step(1, ChronoUnit.DAYS),
            new Step(2, ChronoUnit.DAYS),
            new Step(7, ChronoUnit.DAYS),
            new Step(14, ChronoUnit.DAYS),
            new Step(1, ChronoUnit.MONTHS),
            new Step(3, ChronoUnit.MONTHS),
            new Step(1, ChronoUnit.YEARS),
            new Step(5, ChronoUnit.YEARS),
            new Step(25, ChronoUnit.YEARS),
            new Step(100, ChronoUnit.YEARS),
            new Step(1000, ChronoUnit.YEARS));

    private Calendar() {}

    /** Round instants from start to end, at most as many as asked for (but for ages beyond the calendar, two). */
    static List<Tick> ticks(Instant start, Instant end, int most) {
        double span = Math.max(1, end.toEpochMilli() - start.toEpochMilli());
        Step step = STEPS.stream()
                .filter(s -> span / s.millis() <= most)
                .findFirst()
                .orElse(STEPS.stream().max(Comparator.comparing(Step::millis)).orElseThrow());
        List<Tick> ticks = new ArrayList<>();
        String last = "";
        for (OffsetDateTime at = step.first(start); !at.toInstant().isAfter(end) && ticks.size() < most + 1; ) {
            String context = step.context().isEmpty() ? "" : format(at, step.context());
            ticks.add(new Tick(at.toInstant(), format(at, step.label()), Objects.equals(context, last) ? "" : context));
            last = context;
            at = step.next(at);
        }
        return ticks;
    }

    private static String format(OffsetDateTime at, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
    }

    /**
     * A round instant.
     *
     * @param label as {@code 15 Jan}
     * @param context what the label leaves out, as {@code 2001}; empty where it is that of the tick before
     */
    record Tick(Instant at, String label, String context) {}

    private record Step(int amount, ChronoUnit unit) {
        double millis() {
            return (double) amount * unit.getDuration().toMillis();
        }

        OffsetDateTime first(Instant start) {
            OffsetDateTime at = start.atOffset(ZoneOffset.UTC);
            OffsetDateTime floor = switch (unit) {
                case YEARS -> at.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1).withYear(at.getYear() / amount * amount);
                case MONTHS ->
                    at.truncatedTo(ChronoUnit.DAYS)
                            .withDayOfMonth(1)
                            .withMonth((at.getMonthValue() - 1) / amount * amount + 1);
                default ->
                    Instant.ofEpochMilli(start.toEpochMilli() - Math.floorMod(start.toEpochMilli(), (long) millis()))
                            .atOffset(ZoneOffset.UTC);
            };
            return floor.toInstant().isBefore(start) ? next(floor) : floor;
        }

        OffsetDateTime next(OffsetDateTime at) {
            return at.plus(amount, unit);
        }

        String label() {
            return switch (unit) {
                case MILLIS -> "ss.SSS";
                case SECONDS -> "HH:mm:ss";
                case MINUTES, HOURS -> "HH:mm";
                case DAYS -> "d MMM";
                case MONTHS -> "MMM";
                default -> "uuuu";
            };
        }

        String context() {
            return switch (unit) {
                case MILLIS -> "d MMM uuuu, HH:mm";
                case SECONDS, MINUTES, HOURS -> "d MMM uuuu";
                case DAYS, MONTHS -> "uuuu";
                default -> "";
            };
        }
    }
}
