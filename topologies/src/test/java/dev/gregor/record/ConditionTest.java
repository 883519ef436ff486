package dev.gregor.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Expression;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The short ways of a condition, which look at single fields, against the long one, by CEL over the whole value. */
class ConditionTest {
    private static final String[] FIELDS = {
        "value.a",
        "value.b",
        "value.a.b",
        "value.a.b.a",
        "key",
        "headers.h",
        "headers.a",
        "topic",
        "offset",
        "value",
        "headers"
    };
    private static final String[] LITERALS = {
        "1",
        "-1",
        "0",
        "0.0",
        "-0.0",
        "1.0",
        "1.5",
        "9007199254740993",
        "9007199254740992.0",
        "9223372036854775807",
        "9223372036854775808.0",
        "1e300",
        "'x'",
        "''",
        "'é'",
        "true",
        "false",
        "null",
        "1u",
        "b'x'",
        "[1]"
    };
    private static final String[] OPERATORS = {"==", "!=", "<", "<=", ">", ">="};
    private static final String[] VALUES = {
        "1",
        "-1",
        "0",
        "-0",
        "-0.0",
        "1.0",
        "1.5",
        "1e0",
        "9007199254740993",
        "9007199254740992",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1e300",
        "1e999",
        "\"x\"",
        "\"\\u0078\"",
        "\"\"",
        "\"é\"",
        "true",
        "false",
        "null",
        "[1]",
        "{}"
    };

    @Test
    void theShortWaysAnswerAsCel() {
        int compared = 0;
        int held = 0;
        int refused = 0;
        GlancedRecord glanced = new GlancedRecord(new JsonCodec());
        for (int seed = 0; seed < 800; seed++) {
            Random random = new Random(seed);
            String condition = condition(random, 0);
            Expression.Compiled compiled;
            try {
                compiled = new Expression(condition).compile();
            } catch (IllegalArgumentException e) {
                continue; // the checker of CEL refuses it, as topic == 1
            }
            for (int i = 0; i < 20; i++) {
                RawRecord record = record(random);
                boolean byCel = Boolean.TRUE.equals(compiled.evaluate(new DecodedRecord(record, new JsonCodec())));

                assertThat(compiled.holds(new DecodedRecord(record, new JsonCodec())))
                        .describedAs(
                                "%s of %s", condition, record.value() == null ? "" : new String(record.value(), UTF_8))
                        .isEqualTo(byCel);
                glanced.advance(record);
                boolean isRefused = compiled.refuses(glanced);
                assertThat(isRefused && byCel).describedAs(condition).isFalse();
                refused += isRefused ? 1 : 0;
                compared++;
                held += byCel ? 1 : 0;
            }
        }

        assertThat(compared).isGreaterThan(4_000);
        assertThat(refused).isGreaterThan((compared - held) / 4);
        assertThat(held).isBetween(compared / 20, compared * 19 / 20);
    }

    private static String condition(Random random, int depth) {
        int shape = depth > 2 ? 9 : random.nextInt(10);
        if (shape < 3) {
            return "(" + condition(random, depth + 1) + (random.nextBoolean() ? " && " : " || ")
                    + condition(random, depth + 1) + ")";
        } else if (shape == 3) {
            return "!(" + condition(random, depth + 1) + ")";
        } else if (shape == 4) {
            return "has(value.a)";
        }
        String field = one(FIELDS, random);
        String literal = one(LITERALS, random);
        String operator = " " + one(OPERATORS, random) + " ";
        return random.nextBoolean() ? field + operator + literal : literal + operator + field;
    }

    private static RawRecord record(Random random) {
        RecordHeaders headers = new RecordHeaders();
        if (random.nextBoolean()) {
            headers.add("h", "x".getBytes(UTF_8));
        }
        byte[] key = random.nextInt(3) == 0
                ? null
                : one(new String[] {"x", "", "é"}, random).getBytes(UTF_8);
        byte[] value = random.nextInt(20) == 0 ? null : json(random, 0).getBytes(UTF_8);
        return new RawRecord(new RecordId("x", 0, random.nextInt(3) - 1), key, value, headers, 0);
    }

    private static String json(Random random, int depth) {
        if (depth > 0 && (depth == 3 || random.nextInt(3) > 0)) {
            return one(VALUES, random);
        }
        StringBuilder members = new StringBuilder("{");
        for (int i = random.nextInt(4); i >= 0; i--) {
            members.append(random.nextBoolean() ? "\"a\":" : random.nextBoolean() ? "\"b\": " : "\"\\u0061\" :");
            members.append(json(random, depth + 1)).append(i == 0 ? "" : ",");
        }
        return members.append(random.nextInt(30) == 0 ? "" : "}").toString();
    }

    private static String one(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }
}
