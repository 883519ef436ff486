package dev.gregor.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Property
    void anyTextIsQuotedSoThatJacksonReadsIt(@ForAll String text) {
        assertThat(readByJackson(text)).isEqualTo(text);
    }

    @Property
    void loneSurrogatesAndControlCharactersSurvive(
            @ForAll @CharRange(from = '\ud7fe', to = '\ue001') @StringLength(max = 6) String surrogates,
            @ForAll @CharRange(from = '\0', to = '"') @StringLength(max = 6) String controls)
            throws Skipped {
        String text = surrogates + "\\" + controls;
        assertThat(readByJackson(text)).isEqualTo(text);
        byte[] quoted = quoted(text).getBytes(UTF_8);
        assertThat(new JsonDocument(quoted).value()).isEqualTo(new Value.Text(text));
    }

    @Test
    void valuesAreWrittenWithoutWhiteSpace() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("n", new Value.Num("12.50"));
        fields.put("t", new Value.Text("a\"b"));
        fields.put("b", new Value.Bytes(new byte[] {0, -1}));
        fields.put("l", new Value.Items(List.of(Value.Null.NULL, new Value.Bool(true), new Value.Items(List.of()))));
        fields.put("o", new Value.Fields(Map.of()));
        assertThat(JsonText.of(new Value.Fields(fields)))
                .isEqualTo("{\"n\":12.50,\"t\":\"a\\\"b\",\"b\":\"AP8=\",\"l\":[null,true,[]],\"o\":{}}");
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        JsonText.quote(out, text);
        return out.toString();
    }

    private static String readByJackson(String text) {
        return JsonOracle.tree(quoted(text).getBytes(UTF_8)).textValue();
    }
}
