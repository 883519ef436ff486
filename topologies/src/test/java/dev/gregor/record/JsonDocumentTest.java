package dev.gregor.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {
    private static final JsonCodec CODEC = new JsonCodec();

    @Property(tries = 1000)
    void anUnchangedDocumentIsEncodedToTheSameBytes(@ForAll long seed) throws Skipped {
        byte[] json = WildJson.repeating(seed).bytes();
        Document document = CODEC.decode(json);
        document.topLevelFields().forEach(Field::value);
        assertThat(CODEC.encode(document)).isEqualTo(json);
    }

    @Property(tries = 1000)
    void aDocumentHasTheValueThatJacksonReads(@ForAll long seed) throws Skipped {
        byte[] json = WildJson.repeating(seed).bytes();
        String written = JsonText.of(CODEC.decode(json).value());
        assertThat(JsonOracle.tree(written.getBytes(UTF_8))).isEqualTo(JsonOracle.tree(json));
    }

    @Property(tries = 1000)
    void settingAFieldChangesItsOwnBytesAndNoOther(@ForAll long seed) throws Skipped {
        WildJson wild = WildJson.of(seed);
        byte[] json = wild.bytes();
        WildJson.Spot spot = oneOf(wild, seed);
        Document document = CODEC.decode(json);
        Field field = only(document.fields(new FieldPath(spot.path())));
        field.set(new Value.Text("new \"text\""));

        String expected = text(json, 0, spot.valueFrom()) + "\"new \\\"text\\\"\"" + text(json, spot.to(), json.length);
        assertThat(new String(CODEC.encode(document), UTF_8)).isEqualTo(expected);
        assertThat(field.path()).isEqualTo(spot.path());
        assertThat(field.value()).isEqualTo(new Value.Text("new \"text\""));
    }

    @Property(tries = 1000)
    void aFieldHasTheValueThatStandsAtItsPath(@ForAll long seed) throws Skipped {
        WildJson wild = WildJson.of(seed);
        WildJson.Spot spot = oneOf(wild, seed);
        Field field = only(CODEC.decode(wild.bytes()).fields(new FieldPath(spot.path())));
        byte[] part = Arrays.copyOfRange(wild.bytes(), spot.valueFrom(), spot.to());
        assertThat(field.value()).isEqualTo(CODEC.decode(part).value());
    }

    @Property(tries = 1000)
    void removingAFieldTakesOutItsOwnBytesWithOneCommaAndNoOther(@ForAll long seed) throws Skipped {
        WildJson wild = WildJson.of(seed);
        byte[] json = wild.bytes();
        WildJson.Spot spot = oneOf(wild, seed);
        Document document = CODEC.decode(json);
        only(document.fields(new FieldPath(spot.path()))).remove();
        byte[] result = CODEC.encode(document);

        int same = Arrays.mismatch(json, result);
        int gone = json.length - result.length;
        int from = Math.min(same, spot.from());
        while (!isCut(json, result, from, gone)) {
            from--;
        }
        String cut = text(json, from, from + gone);
        assertThat(from).isLessThanOrEqualTo(spot.from());
        assertThat(cut).contains(text(json, spot.from(), spot.to()));
        assertThat(text(json, from, spot.from()) + text(json, spot.to(), from + gone))
                .matches("\\s*,?\\s*");
        assertThat(JsonOracle.tree(result)).isEqualTo(without(JsonOracle.tree(json), spot.path()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "a | {'a':1}                  | {}",
                "a | {'a':1,'b':2,'c':3}      | {'b':2,'c':3}",
                "b | {'a':1,'b':2,'c':3}      | {'a':1,'c':3}",
                "c | {'a':1,'b':2,'c':3}      | {'a':1,'b':2}",
                "a | { 'a': 1 }               | { }",
                "a | { 'a': 1, 'b': 2 }       | { 'b': 2 }",
                "b | { 'a': 1, 'b': 2 }       | { 'a': 1 }",
                "a | {~  'a': 1,~  'b': 2~}   | {~  'b': 2~}",
                "b | {~  'a': 1,~  'b': 2~}   | {~  'a': 1~}",
                "b | {~  'a': 1,~  'b': 2,~  'c': 3~} | {~  'a': 1,~  'c': 3~}",
                "a[0] | {'a':[1,2,3]}         | {'a':[2,3]}",
                "a[2] | {'a':[1, 2, 3]}       | {'a':[1, 2]}",
                "a[*] | {'a':[1, 2, 3], 'b':4} | {'a':[], 'b':4}",
                "a[*].x | {'a':[{'x':1,'y':2},{'y':3,'x':4},{'x':5},7]} | {'a':[{'y':2},{'y':3},{},7]}",
                "a | {'a':1,'b':2,'a':3}      | {'b':2}",
                "a.b | {'a.b':1,'a':{'b':2}}  | {'a.b':1,'a':{}}",
                "a\\.b | {'a.b':1,'a':{'b':2}} | {'a':{'b':2}}",
                "[1] | [1,2,3]                | [1,3]",
                "[*].x | [{'x':1}]            | [{}]",
                "a[1][0] | {'a':[[1],[2,3]]}  | {'a':[[1],[3]]}",
            })
    void removedIsWhatThePathNamesAndTheRestReadsAsBefore(String path, String before, String after) throws Skipped {
        Document document = CODEC.decode(plain(before));
        for (Field field : document.fields(new FieldPath(path))) {
            field.remove();
        }
        assertThat(new String(CODEC.encode(document), UTF_8)).isEqualTo(new String(plain(after), UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b     | {'a':1}",
                "a.b   | {'a':1}",
                "a[0]  | {'a':{'0':1}}",
                "a[3]  | {'a':[1,2,3]}",
                "a[*]  | {'a':[]}",
                "a     | [1]",
                "[0]   | {'a':1}",
                "a     | \"a\"",
                "[0]   | 5"
            })
    void whatIsNotThereIsNotFound(String path, String json) throws Skipped {
        assertThat(CODEC.decode(plain(json)).fields(new FieldPath(path.strip())))
                .isEmpty();
    }

    @Test
    void changesOfOneDocumentAddUp() throws Skipped {
        Document document = CODEC.decode(plain("{ 'a': [1, {'x': 2}], 'b' : 1e5 }"));
        only(document.fields(new FieldPath("a[0]"))).remove();
        only(document.fields(new FieldPath("a[0].x"))).set(new Value.Items(List.of(new Value.Bool(true))));
        only(document.fields(new FieldPath("a[0].x[0]"))).set(Value.Null.NULL);
        assertThat(CODEC.encode(document)).isEqualTo(plain("{ 'a': [ {'x': [null]}], 'b' : 1e5 }"));
        assertThat(document.value())
                .isEqualTo(CODEC.decode(CODEC.encode(document)).value());
    }

    @Test
    void nanIsWrittenBareAndReadBackFromTheDocument() throws Skipped {
        Document document = CODEC.decode(plain("{'a':1,'b':2}"));
        only(document.fields(new FieldPath("a"))).set(new Value.Num("NaN"));
        only(document.fields(new FieldPath("b"))).set(new Value.Num("-Infinity"));
        assertThat(CODEC.encode(document)).isEqualTo(plain("{'a':NaN,'b':-Infinity}"));
        assertThat(only(document.fields(new FieldPath("b"))).value()).isEqualTo(new Value.Num("-Infinity"));
    }

    @Test
    void aFieldWithoutANameHasNoPathAndIsLeftAlone() throws Skipped {
        Document document = CODEC.decode(plain("{'':1,'a':2}"));
        assertThat(document.topLevelFields()).extracting(Field::path).containsExactly("a");
    }

    @Test
    void removingEveryItemOfALongArrayTakesTimeInProportion() {
        byte[] json = ("[0" + ",0".repeat(400_000) + "]").getBytes(UTF_8);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Document document = CODEC.decode(json);
            for (Field field : document.fields(new FieldPath("[*]"))) {
                field.remove();
            }
            assertThat(CODEC.encode(document)).isEqualTo(plain("[]"));
        });
    }

    private static byte[] plain(String quoted) {
        return quoted.replace('\'', '"').replace('~', '\n').getBytes(UTF_8);
    }

    private static String text(byte[] json, int from, int to) {
        return new String(json, from, to - from, UTF_8);
    }

    private static WildJson.Spot oneOf(WildJson wild, long seed) {
        Assume.that(!wild.spots().isEmpty());
        return wild.spots().get(new Random(~seed).nextInt(wild.spots().size()));
    }

    private static Field only(List<Field> fields) {
        assertThat(fields).hasSize(1);
        return fields.get(0);
    }

    private static boolean isCut(byte[] before, byte[] after, int from, int length) {
        return Arrays.equals(before, 0, from, after, 0, from)
                && Arrays.equals(before, from + length, before.length, after, from, after.length);
    }

    private static JsonNode without(JsonNode tree, String path) {
        List<Step> steps = new ArrayList<>(new FieldPath(path).steps());
        Step last = steps.remove(steps.size() - 1);
        JsonNode at = tree;
        for (Step step : steps) {
            at = step instanceof Step.Name name ? at.get(name.name()) : at.get(((Step.Index) step).index());
        }
        if (last instanceof Step.Name name) {
            ((ObjectNode) at).remove(name.name());
        } else {
            ((ArrayNode) at).remove(((Step.Index) last).index());
        }
        return tree;
    }
}
