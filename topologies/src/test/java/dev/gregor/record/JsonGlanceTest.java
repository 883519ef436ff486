package dev.gregor.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.Expression.Variables;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGlanceTest {
    private final Codec.Glance glance = new JsonCodec().glance();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-12",
                "0.5",
                "-0.0",
                "0.1",
                "1.10",
                "123456.789012345",
                "0.000000000000001",
                "999999999999999.9",
                "0.1234567890123456",
                "999999999999999999",
                "-999999999999999999",
                "1000000000000000000",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "123456789012345678901234567890",
                "1e3",
                "1E-7",
                "2.5e300",
                "1e999",
                "4.9e-324"
            })
    void aNumberIsWhatTheDocumentTells(String lexeme) throws Skipped {
        assertThat(glance.member(("{\"a\":" + lexeme + "}").getBytes(UTF_8), List.of("a")))
                .isEqualTo(new Value.Num(lexeme).toJava());
    }

    @Property
    void aDecimalIsTheNearestDouble(
            @ForAll @Size(max = 9) List<Byte> whole, @ForAll @Size(min = 1, max = 9) List<Byte> part) throws Skipped {
        String lexeme = "1" + digits(whole) + "." + digits(part);
        assertThat(glance.member(("{\"a\":" + lexeme + "}").getBytes(UTF_8), List.of("a")))
                .isEqualTo(Double.parseDouble(lexeme));
    }

    private static String digits(List<Byte> bytes) {
        StringBuilder digits = new StringBuilder();
        bytes.forEach(each -> digits.append(Math.floorMod(each, 10)));
        return digits.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1,'a':2}                       | a   | 2",
                "{'a':{'b':1},'a':{}}                | a.b | ",
                "{'a':{'b':1},'a':3}                 | a.b | ",
                "{'a':{'b':1,'b':{'b':9}}}           | a.b | NONE",
                "{'b':{'a':1},'a':{'c':{'b':5}}}     | a.b | ",
                "{'a':[{'b':1}]}                     | a.b | ",
                "[{'a':1}]                           | a   | ",
                "{'x':{'a':1},'a':7,'y':[{'a':2}]}   | a   | 7",
                "{'\\u0061':{'b' : true}}            | a.b | true",
                "{'a':null}                          | a   | NONE",
                "{'a':[]}                            | a   | NONE",
                "{}                                  | a   | ",
                "3                                   | a   | ",
                "{'a':{'a':{'a':{'b':false}}}}       | a.a.a.b | false",
            })
    void theLastMemberOfANameIsFoundOnItsWayOnly(String json, String way, String expected) throws Skipped {
        Object found = glance.member(json.replace('\'', '"').getBytes(UTF_8), List.of(way.split("\\.", -1)));
        assertThat(found == null ? null : found == Variables.NONE ? "NONE" : found.toString())
                .isEqualTo(expected);
    }

    @Test
    void aTextIsUnescaped() throws Skipped {
        assertThat(glance.member("{\"a\":\"\\u00e9é\\n\"}".getBytes(UTF_8), List.of("a")))
                .isEqualTo("éé\n");
    }

    /** Also after one that does not parse: the glance is used again and again. */
    @Property(tries = 2000)
    void itFindsWhatTheDocumentTells(@ForAll long seed) throws Skipped {
        byte[] json = WildJson.repeating(seed).bytes();
        assertThatThrownBy(() -> glance.member("{\"a\":{\"a\":1,\"b\"".getBytes(UTF_8), List.of("a", "b")))
                .isInstanceOf(Skipped.class);
        Document document = new JsonCodec().decode(json);
        for (List<String> names : ways(document.value())) {
            assertThat(glance.member(json, names))
                    .as("%s in %s", names, new String(json, ISO_8859_1))
                    .isEqualTo(DecodedRecord.plain(document.member(names)));
        }
    }

    /** The ways to all members of objects in objects, and to some that are not there. */
    private static List<List<String>> ways(Value value) {
        List<List<String>> ways = new ArrayList<>(List.of(List.of("absent"), List.of("a", "a", "b")));
        if (value instanceof Value.Fields fields) {
            fields.values().forEach((name, member) -> {
                ways.add(List.of(name));
                ways(member).forEach(rest -> ways.add(joined(name, rest)));
            });
        }
        return ways;
    }

    private static List<String> joined(String first, List<String> rest) {
        List<String> way = new ArrayList<>(List.of(first));
        way.addAll(rest);
        return way;
    }
}
