package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every rule that a record of the model checks, once. */
class ModelTest {
    private static final TopicName A = new TopicName("a");
    private static final TopicName B = new TopicName("b");
    private static final TopicName C = new TopicName("c");
    private static final Route ROUTE = new Route(A, B, C, Format.JSON);
    private static final Map<String, Output> OUTPUTS =
            Map.of("delay", new Output(Output.Type.NUMBER, null), "late", new Output(Output.Type.LABEL, null));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration ZERO = Duration.ZERO;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static List<String> rejected(Supplier<?> construction) {
        return catchThrowableOfType(InvalidSetting.class, construction::get).all().stream()
                .map(problem -> problem.path() + " | " + problem.problem())
                .toList();
    }

    private static Experiment experiment(
            String name, String route, @Nullable Measurement measure, Guardrail... guardrails) {
        return new Experiment(
                name,
                "h",
                Experiment.Expectation.TOLERATE,
                true,
                Experiment.Mode.LIVE,
                route,
                0,
                false,
                selection(Selection.Unit.RECORD, null),
                Schedule.ALWAYS,
                null,
                List.of(),
                List.of(),
                false,
                measure,
                List.of(guardrails));
    }

    private static Selection selection(Selection.Unit by, @Nullable Duration window) {
        return new Selection(Fraction.ALL, by, window, null, null);
    }

    private static Measurement measurement(
            TopicName treatment, Format value, Map<String, Output> outputs, Duration window, int minPairs) {
        Duration minute = Duration.ofMinutes(1);
        return new Measurement(
                A,
                null,
                treatment,
                PairBy.HEADER,
                value,
                outputs,
                null,
                null,
                null,
                20,
                ClusterBy.RECORD,
                window,
                minute,
                minute,
                minPairs,
                false,
                null);
    }

    private static Measurement measurement() {
        return measurement(B, Format.JSON, OUTPUTS, Duration.ofMinutes(1), 1);
    }

    private static GregorConfig config(int version, Map<String, Route> routes, Experiment... experiments) {
        Application application = new Application(
                "gregor",
                null,
                Map.of("bootstrap.servers", "a:1"),
                Map.of(),
                Map.of(),
                new Application.Http("::1", 0, ""),
                Map.of());
        return new GregorConfig(version, application, routes, List.of(experiments));
    }

    @Test
    void aConfigurationHasAKnownVersionAndARoute() {
        assertThat(rejected(() -> config(2, Map.of())))
                .containsExactly(
                        "version | 2 is not a version that this Gregor reads; expected 1",
                        "routes | no route is declared; expected at least one");
    }

    @Test
    void noTopicIsReadOrWrittenTwice() {
        assertThat(rejected(() -> config(1, Map.of("one", ROUTE, "two", ROUTE))))
                .hasSize(3)
                .allMatch(problem -> problem.matches(
                        "routes\\.(one|two)\\.(from|to|canary) \\| '[abc]' .* the route '(one|two)'; expected a topic of"
                                + " its own"));
    }

    @Test
    void experimentsHaveNamesOfTheirOwnAndARoute() {
        assertThat(rejected(() -> config(
                        1,
                        Map.of("r", ROUTE),
                        experiment("x", "r", null),
                        experiment("x", "r", null),
                        experiment("y", "s", null))))
                .containsExactly(
                        "experiments[1].name | 'x' is the name of an earlier experiment; expected a name of its own",
                        "experiments[2].route | 's' is not a route; expected r; did you mean 'r'?");
    }

    @Test
    void theExperimentsOfARouteKeepTheirOrder() {
        GregorConfig config = config(1, Map.of("r", ROUTE), experiment("x", "r", null), experiment("a", "r", null));
        assertThat(config.experimentsOf("r")).extracting(Experiment::name).containsExactly("x", "a");
        assertThat(config.experimentsOf("other")).isEmpty();
    }

    @Test
    void aRouteLeadsFromOneTopicToOthers() {
        assertThat(rejected(() -> new Route(A, A, A, Format.JSON)))
                .containsExactly(
                        "to | 'a' is the raw topic itself; expected another topic",
                        "canary | 'a' is a topic of this route already; expected another topic");
        assertThat(rejected(() -> new Route(A, B, B, Format.JSON))).hasSize(1);
        assertThat(ROUTE.targets()).containsExactly(B, C);
        assertThat(new Route(A, B, null, Format.JSON).targets()).containsExactly(B);
    }

    @Test
    void anExperimentHasAName() {
        assertThat(rejected(() -> experiment("a b", "r", null)))
                .containsExactly("name | 'a b' is not a name of 1 to 100 letters, digits, '.', '_' or '-'");
        assertThat(rejected(() -> experiment("a".repeat(101), "r", null))).hasSize(1);
    }

    @Test
    void aGuardrailGuardsAMeasuredOutput() {
        Guardrail delay = new Guardrail("delay", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 1, 1);
        Guardrail late = new Guardrail("late", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 1, 1);
        Guardrail other = new Guardrail("other", MeasureName.FLIP_RATE, 1, 1);
        assertThat(rejected(() -> experiment("x", "r", null, delay)))
                .containsExactly(
                        "guardrails[0] | nothing is measured, so nothing can be guarded; expected a 'measure' beside it");
        assertThat(rejected(() -> experiment("x", "r", measurement(), delay, late, other)))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo(
                                        "guardrails[1].measure | 'mean-absolute-difference' does not measure a label;"
                                                + " expected flip-rate"),
                        second -> assertThat(second).startsWith("guardrails[2].output | 'other' is not an output"));
    }

    @Test
    void aGuardrailHasAMarginAndWindows() {
        assertThat(rejected(() -> new Guardrail("o", MeasureName.FLIP_RATE, -1, 0)))
                .containsExactly(
                        "max | -1.0 is not a margin; expected a number of at least 0",
                        "windows | 0 is too few; expected at least 1");
        assertThat(rejected(() -> new Guardrail("o", MeasureName.FLIP_RATE, Double.NaN, 1)))
                .hasSize(1);
        assertThat(rejected(() -> new Guardrail("o", MeasureName.FLIP_RATE, Double.POSITIVE_INFINITY, 1)))
                .hasSize(1);
    }

    @Test
    void aMeasurementComparesTwoTopicsThatCanBeRead() {
        assertThat(rejected(() -> measurement(A, Format.BYTES, Map.of(), Duration.ZERO, 0)))
                .extracting(problem -> problem.substring(0, problem.indexOf(" |")))
                .containsExactly("treatment", "outputs", "value", "window", "min-pairs");
    }

    @Test
    void aWindowBelongsToASelectionByWindowAndOnlyThere() {
        assertThat(rejected(() -> selection(Selection.Unit.WINDOW, null)))
                .containsExactly("window | missing; 'by: window' needs the length of a window, as 10s or 5m");
        assertThat(rejected(() -> selection(Selection.Unit.KEY, Duration.ofSeconds(1))))
                .containsExactly("window | has no meaning with 'by: key'; expected 'by: window'");
        assertThat(rejected(() -> selection(Selection.Unit.WINDOW, Duration.ZERO)))
                .hasSize(1);
        assertThat(rejected(() ->
                        new Selection(Fraction.ALL, Selection.Unit.RECORD, null, new Expression("topic + 'x'"), null)))
                .singleElement()
                .asString()
                .startsWith("where | 'topic + 'x'' is not a condition");
    }

    @Test
    void aScheduleCountsFromItsStart() {
        assertThat(rejected(() -> schedule(null, MINUTE, MINUTE, null, MINUTE, null)))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("baseline", "ramp", "recover");
        assertThat(rejected(() -> schedule(null, ZERO, ZERO, MINUTE, ZERO, null)))
                .hasSize(1);
        assertThat(rejected(() -> schedule(null, ZERO, ZERO, null, ZERO, MINUTE)))
                .hasSize(1);
    }

    @Test
    void aScheduleHasAnEndThatItsPhasesFitInto() {
        assertThat(rejected(() -> schedule(START, ZERO, ZERO, null, ZERO, ZERO)))
                .hasSize(1);
        assertThat(rejected(() -> schedule(START, ZERO, MINUTE.plusMillis(1), null, ZERO, MINUTE)))
                .hasSize(1);
        assertThat(rejected(() -> schedule(START, ZERO, ZERO, null, MINUTE, null)))
                .hasSize(1);
        assertThat(rejected(() -> schedule(START, ZERO, ZERO, MINUTE, ZERO, MINUTE)))
                .hasSize(1);
    }

    @Test
    void aScheduleRampsUpRunsAndEnds() {
        Schedule schedule = schedule(START, ZERO, Duration.ofMillis(10), null, ZERO, Duration.ofMillis(100));
        long start = START.toEpochMilli();
        assertThat(schedule.covers(start - 1)).isFalse();
        assertThat(schedule.strength(start - 1)).isZero();
        assertThat(schedule.covers(start)).isTrue();
        assertThat(schedule.strength(start)).isZero();
        assertThat(schedule.strength(start + 5)).isEqualTo(0.5);
        assertThat(schedule.strength(start + 10)).isEqualTo(1);
        assertThat(schedule.strength(start + 99)).isEqualTo(1);
        assertThat(schedule.strength(start + 100)).isZero();
        assertThat(schedule.covers(start + 100)).isFalse();
        assertThat(Schedule.ALWAYS.strength(0)).isEqualTo(1);
        assertThat(schedule(START, ZERO, ZERO, null, ZERO, null).strength(start))
                .isEqualTo(1);
    }

    @Test
    void baselineAndRecoveryAreMeasuredWithoutFaults() {
        Schedule schedule = schedule(
                START,
                Duration.ofMillis(100),
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(20),
                null);
        long start = START.toEpochMilli();
        assertThat(schedule.covers(start)).isTrue();
        assertThat(schedule.strength(start + 99)).isZero();
        assertThat(schedule.strength(start + 105)).isEqualTo(0.5);
        assertThat(schedule.strength(start + 110)).isEqualTo(1);
        assertThat(schedule.strength(start + 159)).isEqualTo(1);
        assertThat(schedule.strength(start + 160)).isZero();
        assertThat(schedule.covers(start + 179)).isTrue();
        assertThat(schedule.covers(start + 180)).isFalse();
        assertThat(schedule.faultsFrom()).isEqualTo(start + 100);
    }

    @Test
    void burstsAreNotShorterThanTheirWindows() {
        assertThat(rejected(() -> new Bursts(Duration.ofSeconds(1), MINUTE, MINUTE, Bursts.Per.KEY)))
                .containsExactly("on | 1s is out of range; expected from one window, 1m, to 1,000 of them");
        assertThat(rejected(() -> new Bursts(MINUTE, MINUTE, MINUTE, Bursts.Per.KEY)))
                .hasSize(1);
        Bursts bursts = new Bursts(MINUTE.multipliedBy(2), MINUTE.multipliedBy(10), MINUTE, Bursts.Per.KEY);
        assertThat(bursts.ending()).isEqualTo(0.5);
        assertThat(bursts.beginning()).isEqualTo(0.1);
    }

    private static Schedule schedule(
            @Nullable Instant start,
            Duration baseline,
            Duration ramp,
            @Nullable Duration hold,
            Duration recover,
            @Nullable Duration duration) {
        return new Schedule(Schedule.Clock.EVENT, start, baseline, ramp, hold, recover, duration);
    }

    @Test
    void anApplicationHasAnIdACluster() {
        Application.Http http = new Application.Http("::1", 0, "");
        assertThat(rejected(() -> new Application("a b", null, Map.of(), Map.of(), Map.of(), http, Map.of())))
                .containsExactly(
                        "id | 'a b' is not an application id of 1 to 100 letters, digits, '.', '_' or '-'",
                        "kafka | 'bootstrap.servers' is missing; expected host:port");
        assertThat(rejected(() -> new Application.Http(" ", 65_536, ""))).hasSize(2);
        assertThat(rejected(() -> new Application.Http("::1", -1, ""))).hasSize(1);
    }

    @Test
    void aFractionIsAShareOfAWhole() {
        for (double value : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(rejected(() -> new Fraction(value)))
                    .containsExactly(" | " + value + " is not a number from 0 to 1");
        }
    }

    @Test
    void aTopicHasALegalName() {
        for (String name : List.of("", ".", "..", "a b", "a/b", "ä", "a".repeat(250))) {
            assertThat(rejected(() -> new TopicName(name))).hasSize(1);
        }
        assertThat(new TopicName("a".repeat(249)).toString()).hasSize(249);
    }

    @Test
    void outputsPairByHeaderKeyOrExpression() {
        assertThat(PairBy.HEADER.isHeader()).isTrue();
        assertThat(new PairBy("key").isKey()).isTrue();
        assertThat(PairBy.KEY.expression()).isEmpty();
        assertThat(new PairBy("value.id").expression()).contains(new Expression("value.id"));
        assertThat(rejected(() -> new PairBy("heder")))
                .singleElement()
                .asString()
                .contains("did you mean 'headers'?");
    }

    @Test
    void theFaultsOfAConfigurationAreInTheOrderOfTheAlphabet() {
        assertThat(List.copyOf(SampleFaults.TYPES.byName().keySet())).isSorted();
    }

    @Test
    void theParametersOfAFaultCanBeListed() {
        assertThat(SampleFaults.TYPES.parametersOf("change-type"))
                .containsExactly(
                        new Parameter(
                                "field",
                                "a field path as distance, order.lines[0].price or order.lines[*].price",
                                "The field that changes",
                                "",
                                true),
                        new Parameter("to", "string, number or boolean", "The type that it gets", "", true));
        assertThat(SampleFaults.TYPES.parametersOf("replay-stale"))
                .containsExactly(new Parameter("lag", "a whole number", "How many records back", "1", false));
        assertThatThrownBy(() -> SampleFaults.TYPES.parametersOf("dealy"))
                .hasMessageEndingWith("did you mean 'delay'?");
    }

    @Test
    void aRouteHasAName() {
        assertThat(rejected(() -> config(1, Map.of("[0] x.y", ROUTE))))
                .containsExactly(
                        "routes.[0] x.y | '[0] x.y' is not a name of 1 to 100 letters, digits, '.', '_' or '-'");
    }

    @Test
    void anOutputStandsAtItsPathOrAtItsName() {
        Output plain = new Output(Output.Type.NUMBER, null);
        Output nested = new Output(Output.Type.NUMBER, new FieldPath("p[0].delay"));
        Measurement measurement =
                measurement(B, Format.JSON, Map.of("delay", plain, "a..b", nested), Duration.ofMinutes(1), 1);
        assertThat(measurement.pathOf("delay")).isEqualTo(new FieldPath("delay"));
        assertThat(measurement.pathOf("a..b")).isEqualTo(new FieldPath("p[0].delay"));
        assertThat(rejected(() -> measurement(B, Format.JSON, Map.of("a..b", plain), Duration.ofMinutes(1), 1)))
                .containsExactly("outputs.a..b | 'a..b' is no field path either; expected a 'path' beside the type");
    }
}
