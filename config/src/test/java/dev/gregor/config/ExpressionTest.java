package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.Expression.Variables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Variables RECORD = variables();

    private static Variables variables() {
        Map<String, @Nullable Object> value = new HashMap<>();
        value.put("distance", 500.0);
        value.put("n", 7L);
        value.put("i", 3);
        value.put("half", 2.5);
        value.put("f", 0.1f);
        value.put("text", "x");
        value.put("yes", true);
        value.put("nothing", null);
        value.put("big", new BigDecimal("12345678901234567"));
        value.put("price", new BigDecimal("12.50"));
        value.put("round", new BigDecimal("1E+3"));
        value.put("huge", new BigDecimal("1E+400000"));
        value.put("whole", BigInteger.valueOf(7));
        value.put("wider", BigInteger.TWO.pow(70));
        value.put("bytes", ByteBuffer.wrap(new byte[] {1, 2}));
        value.put("items", List.of(Map.of("price", 3), Map.of("price", 4.5)));
        value.put("inner", Map.of("x", 1));
        return name -> switch (name) {
            case "value" -> Optional.of(value);
            case "headers" -> Optional.of(Map.of("source", "a", "raw", new byte[] {9}));
            case "topic" -> Optional.of("flights.raw");
            case "partition" -> Optional.of(2);
            case "offset" -> Optional.of(41L);
            case "timestamp" -> Optional.of(1_000L);
            default -> Optional.empty(); // the key cannot be decoded
        };
    }

    private static boolean holds(String condition) {
        return new Expression(condition).compile().holds(RECORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.distance == 500",
                "500 == value.distance",
                "value.distance > 499 && value.distance <= 500",
                "value.n > 6.5",
                "value.n in [7.0]",
                "value.n == 7.0",
                "value.i == 3",
                "value.i < 3.5",
                "value.f == 0.1",
                "value.big == 12345678901234567",
                "value.price == 12.5",
                "value.round == 1000",
                "value.huge > 1",
                "value.whole == value.n",
                "value.wider > 1",
                "value.inner.x == 1.0",
                "offset == 41.0",
                "timestamp >= 1000",
                "partition == 2"
            })
    void numbersCompareByValueWhateverTheirType(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.distance * 1.6 > 500",
                "value.n * 1.6 > 11.1",
                "value.half * 2 == 5",
                "2 * value.half == 5",
                "value.n + value.half == 9.5",
                "value.half + value.n == 9.5",
                "value.n - value.half == 4.5",
                "value.n / 2.0 == 3.5",
                "7.0 / 2 == 3.5",
                "value.n / 2 == 3",
                "3 * 2.5 == 7.5",
                "value.n + offset == 48"
            })
    void arithmeticTakesWholeNumbersAndDecimalsTogether(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.missing > 3",
                "!(value.missing > 3)",
                "value.missing == 3",
                "value.missing != 3",
                "value.missing == null",
                "value.missing.deeper == 1",
                "!(value.missing in [1])",
                "value.text > 3",
                "!(value.text > 3)",
                "value.nothing > 3",
                "value.nothing.x == 1",
                "value.text.startsWith(value.n)",
                "value.n / 0 == 1",
                "headers.absent == 'a'",
                "key == 'a'",
                "key.x == 1",
                "!(key == 'a')",
                "size(key) > 0",
                "value.items[7].price == 1",
                "value.text",
                "value.text.matches('(')"
            })
    void aConditionOnWhatTheRecordLacksIsFalse(String condition) {
        assertThat(holds(condition)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.missing > 3 || value.n == 7",
                "value.n == 7 || value.missing > 3",
                "has(value.n)",
                "!has(value.missing)",
                "has(value.nothing)",
                "!has(value.missing) || value.missing > 3",
                "value.nothing == null",
                "value.n != null",
                "'n' in value",
                "!('missing' in value)",
                "size(value.items) == 2",
                "value.items.exists(i, i.price > 4)",
                "value.items.all(i, i.price >= 3)",
                "value.items[1]['price'] == 4.5",
                "value['n'] == 7",
                "value.yes",
                "headers.source == 'a'",
                "headers['source'] == 'a'",
                "has(headers.source)",
                "headers.raw == b'\\x09'",
                "size(value.bytes) == 2",
                "value.inner == {'x': 1}",
                "topic.startsWith('flights')",
                "value.text.matches('^x$')"
            })
    void theRestOfCelWorks(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @Test
    void anUndecodableRecordMakesEveryConditionOnItFalse() {
        Variables undecodable = name -> Optional.empty();
        assertThat(new Expression("value.n == 7").compile().holds(undecodable)).isFalse();
        assertThat(new Expression("!(value.n == 7)").compile().holds(undecodable))
                .isFalse();
        assertThat(new Expression("!has(value.n)").compile().holds(undecodable)).isFalse();
    }

    @Test
    void onlyTheVariablesThatDecideAreAskedFor() {
        List<String> asked = new ArrayList<>();
        Variables variables = name -> {
            asked.add(name);
            return RECORD.variable(name);
        };
        new Expression("topic == 'other' && value.n == 7").compile().holds(variables);
        assertThat(asked).containsExactly("topic");
    }

    @Test
    void aValueComesBackAsPlainJava() {
        assertThat(evaluate("value.n")).isEqualTo(7L);
        assertThat(evaluate("value.i")).isEqualTo(3L);
        assertThat(evaluate("value.half * 2")).isEqualTo(5.0);
        assertThat(evaluate("topic + '/' + string(offset)")).isEqualTo("flights.raw/41");
        assertThat(evaluate("value.bytes")).isEqualTo(new byte[] {1, 2});
        assertThat(evaluate("value.inner")).isEqualTo(Map.of("x", 1L));
        assertThat(evaluate("[value.n, value.nothing]"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(7L, null);
        assertThat(evaluate("value.nothing")).isNull();
        assertThat(evaluate("value.missing")).isNull();
    }

    private static @Nullable Object evaluate(String expression) {
        return new Expression(expression).compile().evaluate(RECORD);
    }

    @Test
    void oneCompiledExpressionServesManyThreads() {
        Expression.Compiled compiled = new Expression("value.n * 1.5 == 10.5").compile();
        assertThat(IntStream.range(0, 10_000).parallel().filter(i -> !compiled.holds(RECORD)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    vlaue.x > 3           | line 1, column 1: 'vlaue' is not known; expected key, value, headers, topic, partition, offset or timestamp; did you mean 'value'?
                    value.x >> 3 and      | line 1, column 10: extraneous input '>'
                    value.n > 5 &&        | line 1, column 15: mismatched input '<EOF>'
                    1 + topic > 3         | line 1, column 3: found no matching overload for '_+_' applied to '(int, string)'
                    nope(3)               | line 1, column 5: 'nope' is not known
                    '  '                  | mismatched input '<EOF>'
                    """)
    void aMistakeIsToldInOneLineWithItsColumn(String expression, String message) {
        assertThatThrownBy(() -> new Expression(expression))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("expecting {");
    }

    @Test
    void anExpressionThatIsNeverTrueIsNoCondition() {
        assertThat(new Expression("topic").isCondition()).isFalse();
        assertThat(new Expression("value.n + 1").isCondition()).isFalse();
        assertThat(new Expression("value.late").isCondition()).isTrue();
    }
}
