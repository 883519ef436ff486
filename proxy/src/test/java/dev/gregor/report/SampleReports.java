package dev.gregor.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.MonitorScore;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Reports as real runs give them, for tests and for looking at. */
final class SampleReports {
    static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    static final Instant GENERATED = Instant.parse("2026-03-02T09:30:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    private SampleReports() {}

    /** Writes the report of all kinds of verdict, and the report of one experiment, into a folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length == 0 ? "target" : args[0]);
        Files.writeString(folder.resolve("report.html"), ReportHtml.render(allVerdicts()));
        Files.writeString(folder.resolve("report-one.html"), ReportHtml.render(report(distanceGoesMissing())));
        ReportJson.write(allVerdicts(), folder.resolve("report.json"));
        Files.writeString(folder.resolve("report-all.html"), ReportHtml.render(report(everything())));
        Files.writeString(
                folder.resolve("report-two.html"),
                ReportHtml.render(SideBySide.of(report(distanceGoesMissing(), everything()))));
    }

    static Report report(ExperimentReport... experiments) {
        return Report.of("gregor", GENERATED, List.of(experiments));
    }

    static Report allVerdicts() {
        return report(
                distanceGoesMissing(), distanceAsText(), staleOrigins(), lateArrivals(), nothingAtAll(), broken());
    }

    static ExperimentReport distanceGoesMissing() {
        return new Draft("distance-goes-missing", Verdict.Kind.PASS)
                .reasons(
                        "mean-absolute-difference of delay_minutes is at most 0.98 minutes, within its margin of 2",
                        "flip-rate of late is at most 4.4 %, within its margin of 5 %",
                        "1,003 treated pairs were seen and drop-field fired 1,003 times")
                .hypothesis("Predicted delay moves by less than 2 minutes when 5 % of the records lose their distance")
                .faults("drop-field: distance")
                .measures(
                        measured("delay_minutes", Arm.TREATED, 0.812, 0.644, 0.980, 1003),
                        measured("delay_minutes", Arm.UNTREATED, 0.0, 0.0, 0.0, 18997),
                        measured("late", Arm.TREATED, 0.0289, 0.0174, 0.0441, 1003),
                        measured("late", Arm.UNTREATED, 0.0, 0.0, 0.00064, 18997))
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .guard("late", MeasureName.FLIP_RATE, 0.05)
                .windows(days(90, "delay_minutes", 0.81, 0.28, false))
                .windows(days(90, "late", 0.029, 0.021, true))
                .samples(
                        sample("flights.raw-2@17", "drop-field", "distance", JFK, without(JFK, "distance")),
                        sample("flights.raw-0@41", "drop-field", "distance", SLC, without(SLC, "distance")),
                        sample("flights.raw-1@58", "drop-field", "distance", HNL, without(HNL, "distance")))
                .notes(
                        "The model was trained on the first 6,000 flights and judged on the rest: AUC 0.64 for late, mean absolute error 21.3 minutes for the delay. Its skill is modest; what is measured here is how far its predictions move, not how good they are.")
                .build();
    }

    static ExperimentReport distanceAsText() {
        return new Draft("distance-as-text", Verdict.Kind.FAIL)
                .reasons(
                        "mean-absolute-difference of delay_minutes is at least 3.1 minutes, beyond its margin of 2",
                        "1,003 treated pairs were seen")
                .hypothesis(
                        "Predicted delay moves by less than 2 minutes when the distance of 5 % of the records comes as text")
                .faults("change-type: distance to string", "not-a-number: delay")
                .measures(
                        measured("delay_minutes", Arm.TREATED, 3.62, 3.11, 4.13, 1003),
                        measured("delay_minutes", Arm.UNTREATED, 0.021, 0.012, 0.030, 18990))
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(hours(70, 3.6))
                .samples(
                        sample("flights.raw-2@17", "change-type", "distance", JFK, with(JFK, "distance", "\"1990\"")),
                        sample("flights.raw-0@41", "not-a-number", "delay", SLC, with(SLC, "delay", "\"NaN\"")),
                        new ExperimentReport.Sample(
                                "flights.raw-1@58",
                                "change-type",
                                List.of("distance"),
                                new TextNode("base64: AAAAAAEGSE5MBlNGTwDA"),
                                new TextNode("base64: AAAAAAEGSE5MBlNGTwgyMzk5"),
                                START.plusSeconds(4242)))
                .build();
    }

    static ExperimentReport staleOrigins() {
        return new Draft("stale-origins", Verdict.Kind.INCONCLUSIVE)
                .reasons(
                        "the bounds of mean-absolute-difference of delay_minutes, 1.2 to 2.9 minutes, lie astride its margin of 2",
                        "74 treated pairs are fewer than the 100 that a verdict rests on")
                .hypothesis(
                        "A cache that serves values of ten minutes ago moves the predicted delay by less than 2 minutes")
                .faults("replay-stale: all fields, 10m old")
                .measures(
                        measured("delay_minutes", Arm.TREATED, 1.94, null, null, 74),
                        measured("delay_minutes", Arm.UNTREATED, 0.0, 0.0, 0.0, 1400))
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(minutes(24, 1.9))
                .samples(sample("flights.raw-2@17", "replay-stale", "delay", JFK, with(JFK, "delay", "4")))
                .build();
    }

    static ExperimentReport lateArrivals() {
        return new Draft("late-arrivals", Verdict.Kind.HALTED)
                .reasons(
                        "mean-absolute-difference of delay_minutes crossed 2 minutes in 2 windows running; 310 ms later nothing was injected any more")
                .hypothesis("Records that arrive ten minutes late move the predicted delay by less than 2 minutes")
                .faults("delay: 10m")
                .measures(
                        measured("delay_minutes", Arm.TREATED, 5.2, 3.9, 6.5, 212),
                        measured("delay_minutes", Arm.UNTREATED, 0.6, 0.2, 1.0, 4100))
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(minutes(12, 5.0))
                .samples(new ExperimentReport.Sample(
                        "flights.raw-2@17", "delay", List.of(), json(JFK), json(JFK), START.plusSeconds(9000)))
                .build();
    }

    /** An experiment with all that a report can show: a halt, details, segments, true values and a monitor. */
    static ExperimentReport everything() {
        return new Draft("distance-in-kilometres", Verdict.Kind.HALTED)
                .reasons(
                        "delay_minutes moved by 2.6 (2.3 to 2.9) on average in 1,003 treated pairs, beyond the margin of 2")
                .hypothesis("Predicted delay moves by less than 2 minutes when 5 % of the distances come in kilometres")
                .faults("scale: field distance, factor 1.609344")
                .measures(all())
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(minutes(12, 2.6))
                .halt(new Halt(
                        "delay_minutes moved by 2.6 on average, beyond the margin of 2",
                        "delay_minutes",
                        MeasureName.MEAN_ABSOLUTE_DIFFERENCE,
                        GENERATED.minusMillis(5_000),
                        GENERATED.minusMillis(4_300),
                        700L,
                        true,
                        List.of(
                                new Halt.Stopped(
                                        "flights.raw-0",
                                        GENERATED.minusMillis(4_350),
                                        GENERATED.minusMillis(4_360),
                                        12),
                                new Halt.Stopped(
                                        "flights.raw-1", GENERATED.minusMillis(4_290), GENERATED.minusMillis(4_300), 0),
                                new Halt.Stopped("flights.raw-2", GENERATED.minusMillis(4_600), null, 0))))
                .net(
                        new Net("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, "untreated", 2.5, 2.2, 2.8),
                        new Net("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, "noise", 2.58, null, null))
                .overall(new Overall("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2.6, 0.1, 0.05, 0.225))
                .amplifications(new Amplification("delay_minutes", "distance", 2.6, 650, 1003))
                .segments(
                        new Seen.Segment("JFK", List.of(measured("delay_minutes", Arm.TREATED, 3.1, 2.2, 4.0, 140))),
                        new Seen.Segment("SLC", List.of(measured("delay_minutes", Arm.TREATED, 1.9, null, null, 31))))
                .details(details())
                .monitor(new MonitorReport(
                        "Alerts in drift.alerts, of a monitoring of flights.features.canary",
                        new MonitorReport.Scored(
                                "drift.alerts",
                                List.of(new MonitorReport.Window(
                                        START, START.plusSeconds(7200), 1003, START.plusSeconds(1800), 1800L, 212L)),
                                0,
                                2,
                                1,
                                new MonitorScore.Table(1, 0, 9, 2)),
                        null))
                .build();
    }

    private static ExperimentReport.Measured[] all() {
        return new ExperimentReport.Measured[] {
            of("delay_minutes", MeasureName.MEAN_DIFFERENCE, Arm.TREATED, 1.4, 1.1, 1.7),
            of("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, 2.6, 2.3, 2.9),
            of("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, Arm.UNTREATED, 0.1, 0.05, 0.15),
            of("delay_minutes", MeasureName.CORRELATION, Arm.TREATED, 0.93, null, null),
            of("delay_minutes", MeasureName.CORRELATION, Arm.UNTREATED, 0.999, null, null),
            of("delay_minutes", MeasureName.QUANTILE_DIFFERENCE_P95, Arm.TREATED, 8.1, null, null),
            of("delay_minutes", MeasureName.POPULATION_STABILITY_INDEX, Arm.TREATED, 0.22, null, null),
            of("delay_minutes", MeasureName.JENSEN_SHANNON, Arm.TREATED, 0.17, null, null),
            of("delay_minutes", MeasureName.KOLMOGOROV_SMIRNOV_P, Arm.TREATED, 0.04, null, null),
            of("delay_minutes", MeasureName.MEAN_ABSOLUTE_ERROR_CONTROL, Arm.TREATED, 21.3, null, null),
            of("delay_minutes", MeasureName.MEAN_ABSOLUTE_ERROR_TREATMENT, Arm.TREATED, 21.9, null, null),
            of("delay_minutes", MeasureName.MEAN_ABSOLUTE_ERROR_RISE, Arm.TREATED, 0.6, 0.2, 1.0),
            of("late", MeasureName.FLIP_RATE, Arm.TREATED, 0.025, 0.016, 0.037),
            of("late", MeasureName.FLIP_RATE, Arm.UNTREATED, 0.0, 0.0, 0.0006),
            of("late", MeasureName.KAPPA, Arm.TREATED, 0.84, null, null),
            of("late", MeasureName.ACCURACY_CONTROL, Arm.TREATED, 0.81, null, null),
            of("late", MeasureName.ACCURACY_TREATMENT, Arm.TREATED, 0.79, null, null),
            of("late", MeasureName.ACCURACY_DROP, Arm.TREATED, 0.02, -0.01, 0.05)
        };
    }

    static ExperimentReport.Measured of(
            String output,
            MeasureName measure,
            Arm arm,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {
        return new ExperimentReport.Measured(output, measure, arm, value, low, high, 1_000);
    }

    private static OutputDetail[] details() {
        List<Double> edges = new ArrayList<>();
        List<Long> control = new ArrayList<>();
        List<Long> treatment = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            edges.add(-20.0 + 5 * i);
            control.add(Math.round(180 * Math.exp(-Math.pow(i - 6, 2) / 14)));
            treatment.add(Math.round(150 * Math.exp(-Math.pow(i - 7.4, 2) / 20)));
        }
        edges.add(100.0);
        return new OutputDetail[] {
            new OutputDetail(
                    "delay_minutes",
                    Arm.TREATED,
                    new OutputDetail.Histogram(edges, control, treatment),
                    null,
                    List.of(
                            worst(
                                    "flights.raw-0@17",
                                    "12.5",
                                    "80.25",
                                    67.75,
                                    new InjectedFault(
                                            "scale",
                                            List.of("distance"),
                                            json("{\"distance\":1990}"),
                                            json("{\"distance\":3202.6}"))),
                            worst("flights.raw-1@99", "4", null, 41))),
            new OutputDetail(
                    "delay_minutes", Arm.UNTREATED, null, null, List.of(worst("flights.raw-2@40", "9.1", "52", 42.9))),
            new OutputDetail(
                    "late",
                    Arm.TREATED,
                    null,
                    new OutputDetail.Confusion(List.of("false", "true"), List.of(List.of(900L, 20L), List.of(5L, 75L))),
                    List.of())
        };
    }

    static OutputDetail.WorstPair worst(
            String id, String control, @Nullable String treatment, double distance, InjectedFault... faults) {
        return new OutputDetail.WorstPair(id, control, treatment, distance, START.plusSeconds(3600), List.of(faults));
    }

    static ExperimentReport nothingAtAll() {
        return new Draft("a-a", Verdict.Kind.PASS)
                .reasons("19,997 untreated pairs are equal; both arms see the same records")
                .hypothesis("With no fault at all, both arms predict the same")
                .measures(
                        measured("delay_minutes", Arm.TREATED, null, null, null, 0),
                        measured("delay_minutes", Arm.UNTREATED, 0.0, 0.0, 0.0, 20000))
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(days(90, "delay_minutes", 0, 0, false))
                .build();
    }

    static ExperimentReport broken() {
        return new Draft("half-the-origins", Verdict.Kind.INVALID)
                .reasons("sample ratio mismatch: 5 % of the records were to be hit, 9.1 % were (p = 2e-40)")
                .hypothesis("Hitting every record of an origin moves its predictions by less than 5 minutes")
                .faults("null-field: origin")
                .build();
    }

    static final String JFK =
            "{\"date\":\"2001/01/01 06:30\",\"delay\":12,\"distance\":1990,\"origin\":\"JFK\",\"destination\":\"SLC\"}";
    static final String SLC =
            "{\"date\":\"2001/01/01 07:05\",\"delay\":-4,\"distance\":689,\"origin\":\"SLC\",\"destination\":\"SEA\"}";
    static final String HNL =
            "{\"date\":\"2001/01/01 01:10\",\"delay\":95,\"distance\":2399,\"origin\":\"HNL\",\"destination\":\"SFO\"}";

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static ExperimentReport.Sample sample(String id, String fault, String field, String before, String after) {
        return new ExperimentReport.Sample(
                id, fault, List.of(field), json(before), json(after), START.plus(Duration.ofMinutes(390)));
    }

    private static String without(String text, String field) {
        return text.replaceFirst("\"" + field + "\":[^,]*,", "");
    }

    private static String with(String text, String field, String value) {
        return text.replaceFirst("\"" + field + "\":[^,]*,", "\"" + field + "\":" + value + ",");
    }

    static ExperimentReport.Measured measured(
            String output, Arm arm, @Nullable Double value, @Nullable Double low, @Nullable Double high, long n) {
        return new ExperimentReport.Measured(output, measure(output), arm, value, low, high, n);
    }

    static ExperimentReport.Window window(
            Instant start, Duration length, String output, Arm arm, double value, double low, double high, long n) {
        return new ExperimentReport.Window(
                start, start.plus(length), output, measure(output), arm, value, low, high, n);
    }

    private static MeasureName measure(String output) {
        return output.equals("late") ? MeasureName.FLIP_RATE : MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
    }

    /** Daily windows with about eleven treated pairs each, too few for bounds of a number, enough for wide bounds of a rate. */
    static List<ExperimentReport.Window> days(int days, String output, double mean, double spread, boolean bounds) {
        SplittableRandom random = new SplittableRandom(7);
        List<ExperimentReport.Window> windows = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            Instant start = START.plus(Duration.ofDays(day));
            Duration length = Duration.ofDays(1);
            double value = Math.max(0, mean + spread * (random.nextDouble() + random.nextDouble() - 1) * 1.6);
            double low = bounds ? Math.max(0, value - 0.02) : Double.NEGATIVE_INFINITY;
            double high = bounds ? value + 0.05 : Double.POSITIVE_INFINITY;
            if (mean > 0 && day != 40) {
                windows.add(window(start, length, output, Arm.TREATED, value, low, high, 8 + random.nextInt(7)));
            }
            windows.add(window(start, length, output, Arm.UNTREATED, 0, 0, bounds ? 0.05 : 0, 211));
        }
        return windows;
    }

    /** Windows of an hour with bounds and a gap. */
    static List<ExperimentReport.Window> hours(int hours, double mean) {
        return run(hours, Duration.ofHours(1), mean);
    }

    static List<ExperimentReport.Window> minutes(int minutes, double mean) {
        return run(minutes, Duration.ofMinutes(1), mean);
    }

    private static List<ExperimentReport.Window> run(int count, Duration length, double mean) {
        SplittableRandom random = new SplittableRandom(11);
        List<ExperimentReport.Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant start = START.plus(Duration.ofHours(7)).plus(length.multipliedBy(i));
            double value = mean * (0.75 + 0.5 * random.nextDouble());
            double width = mean * (0.18 + 0.1 * random.nextDouble());
            double n = i >= count / 2 && i < count / 2 + 3 ? Double.NaN : 1;
            windows.add(window(
                    start,
                    length,
                    "delay_minutes",
                    Arm.TREATED,
                    value * n,
                    (value - width) * n,
                    (value + width) * n,
                    n == 1 ? 120 : 0));
            windows.add(
                    window(start, length, "delay_minutes", Arm.UNTREATED, 0.02 * random.nextDouble(), 0, 0.05, 2100));
        }
        return windows;
    }

    /** An experiment report in the making. */
    static final class Draft {
        private final String name;
        private final Verdict.Kind verdict;
        private List<String> reasons = List.of("no reason");
        private String hypothesis = "Nothing happens";
        private Asked.Route route = new Asked.Route("flights.raw", "flights.features", "flights.features.canary");
        private List<String> faults = List.of();
        private ExperimentReport.Records records = new ExperimentReport.Records(20000, 0, Map.of(), Map.of());
        private ExperimentReport.Pairs pairs = new ExperimentReport.Pairs(0, 20000, 0, 0, 0, 0);
        private List<ExperimentReport.Measured> measures = List.of();
        private final List<Guardrail> guardrails = new ArrayList<>();
        private final List<ExperimentReport.Window> windows = new ArrayList<>();
        private List<ExperimentReport.Sample> samples = List.of();
        private Experiment.Expectation expect = Experiment.Expectation.TOLERATE;
        private @Nullable Halt halt;
        private List<Net> net = List.of();
        private List<Overall> overall = List.of();
        private List<Seen.Segment> segments = List.of();
        private List<OutputDetail> details = List.of();
        private List<Amplification> amplifications = List.of();
        private @Nullable MonitorReport monitor;
        private List<String> notes = List.of();

        Draft(String name, Verdict.Kind verdict) {
            this.name = name;
            this.verdict = verdict;
        }

        Draft reasons(String... lines) {
            reasons = List.of(lines);
            return this;
        }

        Draft hypothesis(String text) {
            hypothesis = text;
            return this;
        }

        Draft faults(String... words) {
            faults = List.of(words);
            String name = words[0].replaceFirst(":.*", "");
            records = new ExperimentReport.Records(20000, 1007, Map.of(name, 1003L), Map.of("lacks-field", 4L));
            pairs = new ExperimentReport.Pairs(1003, 18997, 0, 0, 0, 0);
            return this;
        }

        Draft route(Asked.Route topics) {
            route = topics;
            return this;
        }

        Draft measures(ExperimentReport.Measured... all) {
            measures = List.of(all);
            return this;
        }

        Draft guard(String output, MeasureName measure, double max) {
            return guard(new Guardrail(output, measure, max, 2));
        }

        Draft guard(Guardrail guardrail) {
            guardrails.add(guardrail);
            return this;
        }

        Draft windows(List<ExperimentReport.Window> more) {
            windows.addAll(more);
            return this;
        }

        Draft samples(ExperimentReport.Sample... all) {
            samples = List.of(all);
            return this;
        }

        Draft expect(Experiment.Expectation expectation) {
            expect = expectation;
            return this;
        }

        Draft halt(Halt receipt) {
            halt = receipt;
            return this;
        }

        Draft net(Net... all) {
            net = List.of(all);
            return this;
        }

        Draft overall(Overall... all) {
            overall = List.of(all);
            return this;
        }

        Draft segments(Seen.Segment... all) {
            segments = List.of(all);
            return this;
        }

        Draft details(OutputDetail... all) {
            details = List.of(all);
            return this;
        }

        Draft amplifications(Amplification... all) {
            amplifications = List.of(all);
            return this;
        }

        Draft monitor(MonitorReport score) {
            monitor = score;
            return this;
        }

        Draft notes(String... lines) {
            notes = List.of(lines);
            return this;
        }

        ExperimentReport build() {
            ExperimentReport report = new ExperimentReport(
                    name,
                    verdict,
                    reasons,
                    new Asked(
                            hypothesis,
                            expect,
                            Experiment.Mode.LIVE,
                            "9f2c41d07b3e",
                            42,
                            route,
                            route.canary() == null
                                    ? null
                                    : new Asked.Outputs("flights.predictions", "flights.predictions.canary", "header"),
                            "5 % of the records",
                            faults,
                            guardrails,
                            Map.of("delay_minutes", "minutes")),
                    new Seen(
                            new Seen.Judged(GENERATED.minusSeconds(90), GENERATED.minusSeconds(5), true),
                            records,
                            pairs,
                            measures,
                            halt,
                            net,
                            overall,
                            segments),
                    new Shown(windows, samples, details, amplifications),
                    notes);
            return monitor == null ? report : report.with(monitor);
        }
    }
}
