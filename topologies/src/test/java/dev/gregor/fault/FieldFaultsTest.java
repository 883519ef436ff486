package dev.gregor.fault;

import static dev.gregor.fault.Given.after;
import static dev.gregor.fault.Given.assertSkipped;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.FieldPath;
import dev.gregor.config.InvalidSetting;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all faults in fields have in common: which fields they find, when they skip, and that nothing else changes. */
class FieldFaultsTest {
    private static final List<String> FAULTS = List.of(
            "drop-field: {field: %s}",
            "null-field: {field: %s}", "change-type: {field: %s, to: string}", "not-a-number: {field: %s}");

    @Test
    void theRestOfTheTextKeepsItsBytes() throws Skipped {
        String text = "{ \"a\" :1e5,\n\t\"x\" : 12.50 , \"\\u00e9\":[ -0.0,{ } ] }\n";
        assertThat(after(FAULTS.get(0).formatted("x"), text)).isEqualTo("{ \"a\" :1e5, \"\\u00e9\":[ -0.0,{ } ] }\n");
        assertThat(after(FAULTS.get(1).formatted("x"), text)).isEqualTo(text.replace("12.50", "null"));
        assertThat(after(FAULTS.get(2).formatted("x"), text)).isEqualTo(text.replace("12.50", "\"12.50\""));
        assertThat(after(FAULTS.get(3).formatted("x"), text)).isEqualTo(text.replace("12.50", "NaN"));
    }

    @Test
    void aRecordWithoutTheFieldIsSkipped() {
        for (String fault : FAULTS) {
            assertSkipped(SkipReason.NO_SUCH_FIELD, fault.formatted("x"), "{\"a\":1}");
            assertSkipped(SkipReason.NO_SUCH_FIELD, fault.formatted("a.x"), "{\"a\":1}");
            assertSkipped(SkipReason.NO_SUCH_FIELD, fault.formatted("[x, y]"), "{\"a\":1}");
            assertSkipped(SkipReason.NO_SUCH_FIELD, fault.formatted("any"), "{}");
            assertSkipped(SkipReason.NO_SUCH_FIELD, fault.formatted("any"), "[1]");
        }
    }

    @Test
    void aTombstoneIsSkipped() {
        for (String fault : FAULTS) {
            assertSkipped(SkipReason.TOMBSTONE, fault.formatted("x"), null);
        }
    }

    @Test
    void aValueThatIsNoJsonIsSkipped() {
        for (String fault : FAULTS) {
            assertSkipped(SkipReason.UNDECODABLE, fault.formatted("x"), "{\"x\":1");
            assertSkipped(SkipReason.UNDECODABLE, fault.formatted("x"), "");
        }
    }

    @Test
    void whatTheFieldIsAlreadyHasNoEffect() {
        assertSkipped(SkipReason.NO_EFFECT, "null-field: {field: x}", "{\"x\":null}");
        assertSkipped(SkipReason.NO_EFFECT, "change-type: {field: x, to: string}", "{\"x\":\"1\"}");
        assertSkipped(SkipReason.NO_EFFECT, "change-type: {field: x, to: array}", "{\"x\":[]}");
    }

    @Test
    void oneFieldThatCanBeDamagedIsEnough() throws Skipped {
        assertThat(after("drop-field: {field: [x, y]}", "{\"a\":1,\"y\":2}")).isEqualTo("{\"a\":1}");
        assertThat(after("null-field: {field: [x, y]}", "{\"x\":null,\"y\":2}")).isEqualTo("{\"x\":null,\"y\":null}");
        assertThat(after("not-a-number: {field: 'a[*]'}", "{\"a\":[\"x\",2,3]}"))
                .isEqualTo("{\"a\":[\"x\",NaN,NaN]}");
        assertSkipped(SkipReason.NOT_APPLICABLE, "not-a-number: {field: [x, y]}", "{\"x\":true,\"y\":null}");
    }

    @Test
    void severalFieldsAreFoundBeforeTheFirstIsDamaged() throws Skipped {
        assertThat(after("drop-field: {field: ['a[0]', 'a[1]']}", "{\"a\":[1,2,3]}"))
                .isEqualTo("{\"a\":[3]}");
        assertThat(after("drop-field: {field: ['a[*].x', b]}", "{\"a\":[{\"x\":1},{\"x\":2,\"y\":3}],\"b\":4}"))
                .isEqualTo("{\"a\":[{},{\"y\":3}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a, a]",
                "[a, b, a.c]",
                "['a[0]', 'a[*]']",
                "['a[*].b', 'a[0]', 'a[1].b']",
                "[any, a]",
                "[]",
                "''",
                "'a..b'"
            })
    void fieldsThatOverlapOrAreNoneAreRefused(String fields) {
        assertThatThrownBy(() -> Given.fault("drop-field: {field: " + fields + "}"))
                .hasMessageContaining("field");
    }

    @Test
    void fieldsBesideEachOtherAreTaken() {
        assertThat(new FieldChoice(List.of(
                                new FieldPath("a.b"),
                                new FieldPath("a.c"),
                                new FieldPath("ab"),
                                new FieldPath("a[1]"),
                                new FieldPath("a[2]")))
                        .paths())
                .hasSize(5);
        assertThatThrownBy(() -> new FieldChoice(List.of())).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void anyIsOneFieldOfTheTopLevelAndEachIsAsLikely() throws Skipped {
        Map<String, Integer> results = new HashMap<>();
        Fault fault = Given.fault("drop-field: {field: any}");
        for (int i = 0; i < 30_000; i++) {
            Treatment treatment = Given.treatment("{\"a\":1,\"b\":2,\"c\":3}");
            treatment.apply(fault, new Draw(i * 0x9e3779b97f4a7c15L));
            results.merge(new String(Objects.requireNonNull(treatment.result().value()), UTF_8), 1, Integer::sum);
        }
        assertThat(results).containsOnlyKeys("{\"b\":2,\"c\":3}", "{\"a\":1,\"c\":3}", "{\"a\":1,\"b\":2}");
        assertThat(results.values()).allSatisfy(count -> assertThat(count).isBetween(9600, 10_400));
    }

    @Test
    void whatAFaultChangedIsTold() throws Skipped {
        Treatment treatment = Given.treatment("{\"a\":[1,{\"b\":2.50}],\"c.d\":true}");
        assertThat(treatment
                        .apply(Given.fault("null-field: {field: ['a[1].b', 'c\\.d']}"), new Draw(1))
                        .changes())
                .containsExactly(
                        new Treatment.Change("a[1].b", new Value.Num("2.50"), Value.Null.NULL),
                        new Treatment.Change("c\\.d", new Value.Bool(true), Value.Null.NULL));
        assertThat(treatment
                        .apply(Given.fault("drop-field: {field: 'a[0]'}"), new Draw(1))
                        .changes())
                .containsExactly(new Treatment.Change("a[0]", Value.Num.of(1), null));
        assertThat(new String(Objects.requireNonNull(treatment.result().value()), UTF_8))
                .isEqualTo("{\"a\":[{\"b\":null}],\"c.d\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "string  | true    | 'true'",
                "string  | 12.50   | '12.50'",
                "string  | {'b': [1, null]} | '{\\'b\\':[1,null]}'",
                "number  | '12.50' | 12.50",
                "number  | true    | 1",
                "number  | false   | 0",
                "boolean | 0       | false",
                "boolean | -0.0    | false",
                "boolean | 2       | true",
                "boolean | 'TRUE'  | true",
                "boolean | 'false' | false",
                "array   | 1e5     | [1e5]",
                "array   | {'b':1} | [{'b':1}]",
                "object  | 'x'     | {'value':'x'}",
                "object  | [1]     | {'value':[1]}",
                "epoch-millis | '2001-01-01T00:00:00Z' | 978307200000",
                "epoch-millis | '2001-01-01T00:00:00.5+01:00' | 978303600500",
                "epoch-millis | '1969-12-31T23:59:59Z' | -1000",
            })
    void theTypeChanges(String to, String before, String after) throws Skipped {
        String text = "{'a':%s}".replace('\'', '"');
        assertThat(after("change-type: {field: a, to: " + to + "}", text.formatted(before.replace('\'', '"'))))
                .isEqualTo(text.formatted(after.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "string | null",
                "number | 'abc'",
                "number | '0x10'",
                "number | '1_000'",
                "number | 'NaN'",
                "number | []",
                "boolean | 'yes'",
                "boolean | []",
                "epoch-millis | 5",
                "epoch-millis | 'yesterday'",
                "epoch-millis | '2001-01-01'",
                "array | null",
                "object | null"
            })
    void whatCannotChangeItsTypeSoIsSkipped(String to, String before) {
        assertSkipped(
                SkipReason.NOT_APPLICABLE,
                "change-type: {field: a, to: " + to + "}",
                "{\"a\":" + before.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @CsvSource({"nan, NaN", "infinity, Infinity", "-infinity, -Infinity", "string, \"NaN\""})
    void aNumberBecomesNoNumber(String as, String after) throws Skipped {
        assertThat(after("not-a-number: {field: a, as: " + as + "}", "{\"a\":1}"))
                .isEqualTo("{\"a\":" + after + "}");
        assertSkipped(SkipReason.NOT_APPLICABLE, "not-a-number: {field: a, as: " + as + "}", "{\"a\":\"1\"}");
    }
}
