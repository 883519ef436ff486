package dev.gregor.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    @Property(tries = 1000)
    void whatIsJsonIsAccepted(@ForAll long seed) {
        byte[] json = WildJson.repeating(seed).bytes();
        assertThat(JsonOracle.accepts(json)).isTrue();
        assertThat(accepts(json)).as(new String(json, UTF_8)).isTrue();
    }

    @Property(tries = 5000)
    void damagedBytesAreAcceptedExactlyWhereJacksonAcceptsThem(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] json = damaged(WildJson.repeating(seed).bytes(), random);
        assertThat(accepts(json)).as(new String(json, ISO_8859_1)).isEqualTo(JsonOracle.accepts(json));
    }

    @Property(tries = 5000)
    void anyBytesAreAcceptedExactlyWhereJacksonAcceptsThem(@ForAll byte[] bytes) {
        assertThat(accepts(bytes)).isEqualTo(JsonOracle.accepts(bytes));
    }

    @Test
    void everySequenceOfUtf8IsJudgedAsJavaJudgesIt() {
        for (int lead = 0x80; lead < 0x100; lead++) {
            for (int second = 0; second < 0x100; second++) {
                for (String rest : new String[] {"", "\u0080", "\u00bf\u0080", "\u0080x", "\u0080\u0080\u0080"}) {
                    byte[] json = ("\"" + (char) lead + (char) second + rest + "\"").getBytes(ISO_8859_1);
                    if (accepts(json) != JsonOracle.accepts(json)) {
                        throw new AssertionError(Arrays.toString(json));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "}",
                "[1,]",
                "{\"a\":1,}",
                "{,}",
                "[,1]",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "{\"a\":}",
                "[1 2]",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "1e+",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
                "tru",
                "nul",
                "truex",
                "True",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u123\"",
                "\"tab\there\"",
                "\"line\nfeed\"",
                "1 2",
                "{}{}",
                "[1]x",
                "// no\n1",
                "\uFEFF{}",
                "[1]\u00a0",
                "[\u000b1]",
                "[1]\u0000",
                "\"\\u００４１\""
            })
    void whatIsNoJsonIsUndecodable(String text) {
        assertThat(JsonOracle.accepts(text.getBytes(UTF_8))).isFalse();
        assertThatThrownBy(() -> JsonScanner.scan(text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Skipped.class, skip -> assertThat(skip.reason()).isEqualTo(SkipReason.UNDECODABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-0.0", " \"x\" ", "null", "[]", "{ }", "[[[]]]", "\"\u2028\"", "\"\u007f\"", "1E400"})
    void whatIsJsonIsDecodable(String text) {
        assertThat(JsonOracle.accepts(text.getBytes(UTF_8))).isTrue();
        assertThat(accepts(text.getBytes(UTF_8))).isTrue();
    }

    @Test
    void onlyUtf8IsRead() {
        assertThat(accepts("{\"a\":1}".getBytes(UTF_16))).isFalse();
    }

    @Test
    void fiveHundredLevelsAreReadAndHalfAMillionDoNotOverflowTheStack() {
        assertThat(accepts(("[".repeat(500) + "]".repeat(500)).getBytes(UTF_8))).isTrue();
        assertThat(accepts(("[".repeat(502) + "]".repeat(502)).getBytes(UTF_8))).isFalse();
        assertThat(accepts("[".repeat(500_000).getBytes(UTF_8))).isFalse();
        assertThat(accepts("{\"a\":".repeat(500_000).getBytes(UTF_8))).isFalse();
    }

    private static boolean accepts(byte[] json) {
        try {
            JsonScanner.scan(json);
            return true;
        } catch (Skipped e) {
            return false;
        }
    }

    private static byte[] damaged(byte[] json, Random random) {
        byte[] bytes = json;
        for (int times = 1 + random.nextInt(2); times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            byte[] some = "{}[]\",:\\0eE+-. untf/\u0000\u0080\u00ff".getBytes(ISO_8859_1);
            byte odd = random.nextBoolean() ? some[random.nextInt(some.length)] : (byte) random.nextInt();
            switch (random.nextInt(4)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = joined(bytes, at, new byte[0], at + 1);
                case 2 -> bytes = joined(bytes, at, new byte[] {odd}, at);
                default -> bytes = joined(bytes, at, new byte[] {odd}, at + 1);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, to);
        out.writeBytes(between);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }
}
