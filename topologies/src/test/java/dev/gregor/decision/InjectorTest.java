package dev.gregor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.Experiment;
import dev.gregor.config.FieldPath;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.Fault;
import dev.gregor.fault.History;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment;
import dev.gregor.record.AvroCodec;
import dev.gregor.record.BytesCodec;
import dev.gregor.record.Codec;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.MemorySchemas;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectorTest {
    private static final long NOW = 5_000;
    private static final String FLIGHT = "{\"origin\":\"DTW\",\"distance\":1750}";

    /** Counts by what is counted, as {@code a/skipped/tombstone}. */
    private static final class Counts implements Injector.Counter {
        private final Map<String, Integer> all = new TreeMap<>();

        @Override
        public void seen(String experiment) {
            all.merge(experiment + "/seen", 1, Integer::sum);
        }

        @Override
        public void selected(String experiment) {
            all.merge(experiment + "/selected", 1, Integer::sum);
        }

        @Override
        public void injected(String experiment, String fault) {
            all.merge(experiment + "/injected/" + fault, 1, Integer::sum);
        }

        @Override
        public void skipped(String experiment, SkipReason reason) {
            all.merge(experiment + "/skipped/" + reason.word(), 1, Integer::sum);
        }
    }

    private final Counts counts = new Counts();

    @Test
    void theRecordIsChangedByTheFaultsInTheirOrder() {
        Decision decision =
                decide(FLIGHT, "name: a, faults: [null-field: {field: distance}, drop-field: {field: origin}]");
        assertThat(text(only(decision).record())).isEqualTo("{\"distance\":null}");
        assertThat(decision.treatedBy()).extracting(Experiment::name).isEqualTo("a");
        assertThat(only(decision).hold()).isNull();
        assertThat(decision.injected())
                .extracting(Decision.Injected::fault)
                .containsExactly("null-field", "drop-field");
        assertThat(counts.all)
                .isEqualTo(
                        Map.of("a/seen", 1, "a/selected", 1, "a/injected/null-field", 1, "a/injected/drop-field", 1));
    }

    @Test
    void oneFaultThatCannotBeInjectedDoesNotSwitchTheOthersOff() {
        Decision decision = decide(
                FLIGHT,
                "name: a, faults: [drop-field: {field: nowhere}, drop-field: {field: origin}, not-a-number: {field: origin}]");
        assertThat(text(only(decision).record())).isEqualTo("{\"distance\":1750}");
        assertThat(counts.all)
                .isEqualTo(
                        Map.of("a/seen", 1, "a/selected", 1, "a/injected/drop-field", 1, "a/skipped/no-such-field", 2));
    }

    @Test
    void aRecordThatNoFaultCouldTouchPassesAsItCame() {
        RawRecord record = Given.record(1, FLIGHT);
        Decision decision = decide(record, new JsonCodec(), "name: a, faults: [drop-field: {field: nowhere}]");
        assertThat(only(decision).record()).isSameAs(record);
        assertThat(decision.treatedBy()).isNull();
        assertThat(decision.injected()).isEmpty();
        assertThat(counts.all).isEqualTo(Map.of("a/seen", 1, "a/selected", 1, "a/skipped/no-such-field", 1));
    }

    @Test
    void theEarlierExperimentHasPrecedenceAndTheLossIsCounted() {
        Decision decision = decide(
                FLIGHT,
                "name: a, faults: [drop-field: {field: origin}]",
                "name: b, faults: [drop-field: {field: distance}]",
                "name: c, enabled: false, faults: [drop-field: {field: distance}]");
        assertThat(text(only(decision).record())).isEqualTo("{\"distance\":1750}");
        assertThat(decision.treatedBy()).extracting(Experiment::name).isEqualTo("a");
        assertThat(counts.all)
                .isEqualTo(Map.of(
                        "a/seen",
                        1,
                        "a/selected",
                        1,
                        "a/injected/drop-field",
                        1,
                        "b/seen",
                        1,
                        "b/selected",
                        1,
                        "b/skipped/precedence",
                        1));
    }

    @Test
    void whatTheEarlierOneDoesNotSelectIsLeftToTheLater() {
        Decision decision = decide(
                FLIGHT,
                "name: a, select: {where: value.distance > 5000}, faults: [drop-field: {field: origin}]",
                "name: b, faults: [drop-field: {field: distance}]");
        assertThat(decision.treatedBy()).extracting(Experiment::name).isEqualTo("b");
        assertThat(counts.all)
                .containsEntry("a/seen", 1)
                .doesNotContainKey("a/selected")
                .doesNotContainKey("b/skipped/precedence");
    }

    @Test
    void shadowModeDecidesAndCountsButMutatesNothingAndTakesNothingFromAnybody() {
        Decision decision = decide(
                FLIGHT,
                "name: a, mode: shadow, faults: [drop-field: {field: origin}, delay: {by: 1h}]",
                "name: b, faults: [drop-field: {field: distance}]",
                "name: c, mode: shadow, faults: [drop-field: {field: origin}]");
        assertThat(text(only(decision).record())).isEqualTo("{\"origin\":\"DTW\"}");
        assertThat(only(decision).hold()).isNull();
        assertThat(decision.injected())
                .extracting(each -> each.experiment().name())
                .containsExactly("a", "a", "b", "c");
        assertThat(counts.all)
                .containsEntry("a/injected/delay", 1)
                .containsEntry("b/injected/drop-field", 1)
                .containsEntry("c/injected/drop-field", 1)
                .allSatisfy((what, count) -> assertThat(what).doesNotContain("skipped"));
    }

    @Test
    void shadowModeAloneLeavesTheRecordAsItCame() {
        RawRecord record = Given.record(1, FLIGHT);
        Decision decision =
                decide(record, new JsonCodec(), "name: a, mode: shadow, faults: [drop-field: {field: origin}]");
        assertThat(only(decision).record()).isSameAs(record);
        assertThat(decision.treatedBy()).isNull();
    }

    @Test
    void anAARunTakesNoRecordAndCountsWhatItSelects() {
        Decision decision = decide(FLIGHT, "name: aa", "name: b, faults: [drop-field: {field: distance}]");
        assertThat(decision.treatedBy()).extracting(Experiment::name).isEqualTo("b");
        assertThat(counts.all)
                .isEqualTo(Map.of(
                        "aa/seen", 1, "aa/selected", 1, "b/seen", 1, "b/selected", 1, "b/injected/drop-field", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value.distance > 500             | true",
                "value.distance > 1749.5          | true",
                "value.distance == 1750           | true",
                "value.distance > 5000            | false",
                "value.nowhere > 1                | false",
                "!(value.nowhere > 1)             | false",
                "has(value.nowhere)               | false",
                "!has(value.nowhere)              | true",
                "value.nothing == null            | true",
                "value.big == 9007199254740993    | true",
                "value.huge > 1e30                | true",
                "value.list[1] == 2               | true",
                "value.nested.list.exists(x, x == 'b') | true",
                "value.text.startsWith('D')       | true",
                "key == 'k'                       | true",
                "headers.h == 'x'                 | true",
                "headers.none == 'x'              | false",
                "topic == 'flights.raw'           | true",
                "partition == 0 && offset == 1    | true",
                "timestamp == 1001                | true",
                "value.text > 5                   | false",
                "value == 5                       | false",
            })
    void theConditionSelects(String where, boolean holds) {
        RawRecord record = Given.record(
                1,
                "{\"distance\":1750,\"nothing\":null,\"big\":9007199254740993,\"huge\":99999999999999999999999999999999,"
                        + "\"list\":[1,2],\"nested\":{\"list\":[\"a\",\"b\"]},\"text\":\"DTW\"}");
        record.headers().add("h", "x".getBytes(UTF_8)).add("n", null);
        decide(record, new JsonCodec(), "name: a, select: {where: \"" + where.strip() + "\"}");
        assertThat(counts.all.containsKey("a/selected")).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no json", "\u0000"})
    void aConditionOnWhatCannotBeDecodedIsFalse(String value) {
        decide(value, "name: a, select: {where: \"value.distance > 500 || value.distance <= 500\"}");
        decide(value, "name: a, select: {where: \"!(value.distance > 500)\"}");
        assertThat(counts.all).isEqualTo(Map.of("a/seen", 2));
    }

    @Test
    void aConditionOnATombstoneCanStillLookAtItsKey() {
        decide(null, "name: a, select: {where: \"value.distance > 500\"}");
        decide(null, "name: b, select: {where: \"key == 'k'\"}");
        assertThat(counts.all).isEqualTo(Map.of("a/seen", 1, "b/seen", 1, "b/selected", 1));
    }

    @Test
    void aConditionSeesAvroAsItSeesJson() {
        MemorySchemas schemas = new MemorySchemas();
        var schema = SchemaBuilder.record("R")
                .fields()
                .requiredFloat("f")
                .requiredInt("i")
                .requiredBytes("b")
                .optionalString("s")
                .endRecord();
        byte[] value = schemas.writeJson(schema, "{\"f\": 1.5, \"i\": 7, \"b\": \"x\", \"s\": {\"string\": \"DTW\"}}");
        RawRecord record = Given.record(1, "").withValue(value);
        AvroCodec codec = new AvroCodec(schemas, "s");
        decide(record, codec, "name: a, select: {where: \"value.f > 1 && value.i == 7 && value.s == 'DTW'\"}");
        decide(record, codec, "name: b, select: {where: \"value.b == 'x'\"}");
        decide(record, codec, "name: c, select: {where: \"value.b == b'x'\"}");
        assertThat(counts.all)
                .containsEntry("a/selected", 1)
                .doesNotContainKey("b/selected")
                .containsEntry("c/selected", 1);
    }

    @Test
    void aTombstoneIsSkippedByFaultsOfTheValueAndDelayedByDelay() {
        Decision decision = decide(null, "name: a, faults: [drop-field: {field: x}, delay: {by: 30s}]");
        assertThat(only(decision).record().value()).isNull();
        assertThat(only(decision).hold())
                .isEqualTo(Hold.of(Duration.ofSeconds(30), Hold.Clock.WALL, Hold.Lane.EXPERIMENT));
        assertThat(counts.all).containsEntry("a/skipped/tombstone", 1).containsEntry("a/injected/delay", 1);
    }

    @Test
    void bytesHaveNoFieldsButCanBeDelayed() {
        RawRecord record = Given.record(1, FLIGHT);
        Decision decision =
                decide(record, new BytesCodec(), "name: a, faults: [drop-field: {field: x}, delay: {by: 30s}]");
        assertThat(only(decision).record()).isSameAs(record);
        assertThat(counts.all).containsEntry("a/skipped/undecodable", 1).containsEntry("a/injected/delay", 1);
    }

    @Test
    void theScheduleDecidesByEventTime() {
        String scheduled = "name: a, schedule: {start: 2001-01-01T00:00:00Z, duration: 10m}";
        long start = 978_307_200_000L;
        for (long time : new long[] {start - 1, start, start + 599_999, start + 600_000}) {
            decide(Given.record(0, 1, null, FLIGHT, time), new JsonCodec(), scheduled);
        }
        assertThat(counts.all).isEqualTo(Map.of("a/seen", 2, "a/selected", 2));
    }

    @Test
    void aRampGrowsTheFractionAndKeepsWhoWasHit() {
        Injector injector = injector(
                new JsonCodec(),
                "name: a, select: {fraction: 0.4, by: key}, schedule: {start: 2001-01-01T00:00:00Z, ramp: 10m}");
        long start = 978_307_200_000L;
        int[] selected = new int[5];
        boolean[] before = new boolean[10_000];
        for (int step = 0; step < 5; step++) {
            for (int key = 0; key < 10_000; key++) {
                Counts own = new Counts();
                injector.decide(
                        Given.record(0, key, ("k" + key).getBytes(UTF_8), FLIGHT, start + step * 150_000L), NOW, own);
                boolean hit = own.all.containsKey("a/selected");
                assertThat(hit || !before[key]).isTrue();
                before[key] = hit;
                selected[step] += hit ? 1 : 0;
            }
        }
        for (int step = 0; step < 5; step++) {
            assertThat(selected[step]).isBetween(1000 * step - 200, 1000 * step + 200);
        }
        assertThat(selected[0]).isZero();
    }

    @Test
    void whatCannotBeEncodedRevertsAllFaultsOfTheExperiment() {
        MemorySchemas schemas = new MemorySchemas();
        var schema = SchemaBuilder.record("R")
                .fields()
                .requiredInt("x")
                .requiredInt("y")
                .endRecord();
        RawRecord record = Given.record(1, "").withValue(schemas.writeJson(schema, "{\"x\": 1, \"y\": 2}"));
        schemas.refuse();
        Decision decision = decide(
                record,
                new AvroCodec(schemas, "s"),
                "name: a, faults: [drop-field: {field: x}, delay: {by: 30s}, drop-field: {field: nowhere}]");
        assertThat(only(decision).record()).isSameAs(record);
        assertThat(decision.treatedBy()).isNull();
        assertThat(only(decision).hold()).isNull();
        assertThat(decision.injected()).isEmpty();
        assertThat(counts.all)
                .isEqualTo(Map.of(
                        "a/seen",
                        1,
                        "a/selected",
                        1,
                        "a/skipped/incompatible-schema",
                        2,
                        "a/skipped/no-such-field",
                        1));
    }

    /** A fault with a bug, which damages the record by halves. */
    private record Buggy() implements Fault {
        @Override
        public void inject(Treatment treatment) {
            throw new IllegalStateException("a bug");
        }
    }

    @Test
    void aFaultWithABugLeavesTheRecordAsItCame() {
        Experiment sound = Given.experiment("name: a, faults: [drop-field: {field: origin}]");
        Experiment buggy = new Experiment(
                sound.name(),
                sound.hypothesis(),
                sound.expect(),
                true,
                sound.mode(),
                sound.route(),
                sound.seed(),
                false,
                sound.select(),
                sound.schedule(),
                sound.maxFaults(),
                List.of(sound.faults().get(0), new Buggy()),
                List.<FieldPath>of(),
                false,
                null,
                List.of());
        RawRecord record = Given.record(1, FLIGHT);
        Decision decision = new Injector(List.of(buggy), new JsonCodec(), Circumstances.of(History.NONE), Limits.NONE)
                .decide(record, NOW, counts);
        assertThat(only(decision).record()).isSameAs(record);
        assertThat(decision.injected()).isEmpty();
        assertThat(counts.all).isEqualTo(Map.of("a/seen", 1, "a/selected", 1, "a/skipped/fault-failed", 1));
    }

    @Test
    void aHistoryThatDoesNotAnswerIsNoSkipSinceTheSameLogMustGiveTheSame() {
        Injector injector = new Injector(
                List.of(Given.experiment("name: a, faults: [replay-stale: {lag: 1}]")),
                new JsonCodec(),
                Circumstances.of(id -> {
                    throw new TimeoutException("no answer");
                }),
                Limits.NONE);
        assertThatThrownBy(() -> injector.decide(Given.record(1, FLIGHT), NOW, counts))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void anExperimentMoreChangesNobodyElsesDraws() {
        String a = "name: a, select: {fraction: 0.2}, faults: [drop-field: {field: any}]";
        String b = "name: b, mode: shadow, select: {fraction: 0.5}, faults: [drop-field: {field: any}]";
        assertThat(changesOf("a", b, a)).isEqualTo(changesOf("a", a)).hasSizeBetween(350, 450);
        assertThat(changesOf("b", b)).isEqualTo(changesOf("b", a, b));
    }

    @Test
    void aFaultMoreChangesNoOtherFaultsDraws() {
        String one = "name: a, faults: [delay: {by: {uniform: {min: 0s, max: 1h}}}]";
        String after = "name: a, faults: [drop-field: {field: any}, delay: {by: {uniform: {min: 0s, max: 1h}}}]";
        List<Long> alone = delays(one);
        assertThat(delays(after)).isEqualTo(alone);
        assertThat(alone).doesNotHaveDuplicates();
    }

    @Test
    void twoFaultsOfOneNameHaveStreamsOfTheirOwn() {
        Decision decision = decide(
                FLIGHT,
                "name: a, faults: [delay: {by: {uniform: {min: 0s, max: 1h}}}, delay: {by: {uniform: {min: 0s, max: 1h}}}]");
        assertThat(decision.injected()).extracting(Decision.Injected::hold).doesNotHaveDuplicates();
    }

    private List<String> changesOf(String experiment, String... experiments) {
        Injector injector = injector(new JsonCodec(), experiments);
        List<String> changes = new ArrayList<>();
        for (int offset = 0; offset < 2000; offset++) {
            for (Decision.Injected injected : injector.decide(Given.record(offset, FLIGHT), NOW, Injector.Counter.NONE)
                    .injected()) {
                if (injected.experiment().name().equals(experiment)) {
                    changes.add(offset + " " + injected.changes());
                }
            }
        }
        return changes;
    }

    private static List<Long> delays(String experiment) {
        Injector injector = injector(new JsonCodec(), experiment);
        List<Long> delays = new ArrayList<>();
        for (int offset = 0; offset < 100; offset++) {
            Decision decision = injector.decide(Given.record(offset, FLIGHT), NOW, Injector.Counter.NONE);
            delays.add(Objects.requireNonNull(only(decision).hold()).by());
        }
        return delays;
    }

    private static Injector injector(Codec codec, String... experiments) {
        return new Injector(
                Given.config(Given.IN_LINE, experiments).experiments(),
                codec,
                Circumstances.of(History.NONE),
                Limits.NONE);
    }

    /** What is passed by must be what a whole decision would have come to, with the same counts; and most records are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select: {fraction: 0.1}",
                "select: {fraction: 0.1, by: key}",
                "select: {fraction: 0.3, by: window, window: 10s}",
                "select: {fraction: 0.5, where: value.distance > 100}",
                "select: {fraction: 0.5, bursts: {on: 15s, off: 30s, window: 5s}}",
                "select: {fraction: 0.3}, mode: shadow",
                "select: {fraction: 0.3}, max-faults: 10",
                "select: {fraction: 0.4}, schedule: {clock: event, start: '1970-01-01T00:02:00Z', ramp: 30s, hold: 1m}"
            })
    void aRecordThatIsPassedByWouldHaveBeenLeftUntouched(String settings) {
        String[] experiments = {
            "name: a, " + settings + ", faults: [drop-field: {field: distance}]",
            "name: b, select: {fraction: 0.05}, faults: [null-field: {field: origin}]"
        };
        Injector injector = injector(new JsonCodec(), experiments);
        Counts passing = new Counts();
        int passed = 0;
        for (int i = 0; i < 500; i++) {
            RawRecord record = Given.record(1, i, ("k" + i % 37).getBytes(UTF_8), FLIGHT, i * 500L);
            Counts before = new Counts();
            Counts whole = new Counts();
            boolean isPassedBy = injector.passesBy(record, NOW, before);
            Decision decision = injector.decide(record, NOW, whole);
            if (isPassedBy) {
                passed++;
                assertThat(decision).isEqualTo(Decision.untouched(record));
                assertThat(before.all).isEqualTo(whole.all);
            } else {
                assertThat(before.all).isEmpty();
            }
            passing.all.putAll(whole.all);
        }
        assertThat(passed).isBetween(100, 499);
        assertThat(passing.all).containsKeys("a/selected", "b/selected");
    }

    @Test
    void anExperimentThatHasToSeeAllRecordsPassesNoneBy() {
        Injector injector = injector(
                new JsonCodec(), "name: a, select: {fraction: 0}, faults: [stale-field: {field: distance, lag: 1h}]");
        assertThat(injector.passesBy(Given.record(1, FLIGHT), NOW, counts)).isFalse();
        assertThat(counts.all).isEmpty();
    }

    private Decision decide(@Nullable String value, String... experiments) {
        return decide(Given.record(1, value), new JsonCodec(), experiments);
    }

    private Decision decide(RawRecord record, Codec codec, String... experiments) {
        return injector(codec, experiments).decide(record, NOW, counts);
    }

    private static Delivery only(Decision decision) {
        assertThat(decision.deliveries()).hasSize(1);
        return decision.deliveries().get(0);
    }

    private static String text(RawRecord record) {
        return new String(Objects.requireNonNull(record.value()), UTF_8);
    }
}
