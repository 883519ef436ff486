package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {

    @Test
    void marksWhatWasRemovedAddedAndChanged() {
        assertThat(diff("{\"a\":1,\"b\":true,\"c\":\"x\"}", "{\"a\":1,\"b\":\"true\",\"d\":null}"))
                .containsExactly(
                        "  {",
                        "    \"a\": 1",
                        "~   \"b\": true -> \"true\"",
                        "\u2212   \"c\": \"x\"",
                        "+   \"d\": null",
                        "  }");
    }

    @Test
    void looksIntoObjectsAndArrays() {
        assertThat(diff("{\"o\":{\"l\":[{\"p\":1},{\"p\":2}]}}", "{\"o\":{\"l\":[{\"p\":1},{\"p\":3}]}}"))
                .contains("~         \"p\": 2 -> 3");
        assertThat(diff("[1,2,3]", "[1,3]")).containsExactly("  [", "    1", "\u2212   2", "    3", "  ]");
    }

    @Test
    void aNumberThatBecameTextIsAChange() {
        assertThat(diff("{\"a\":1}", "{\"a\":\"1\"}")).contains("~   \"a\": 1 -> \"1\"");
    }

    @Test
    void textsThatAreNotJsonStandBelowEachOther() {
        assertThat(lines(Diff.of(new TextNode("00 01 ff"), new TextNode("00 01"))))
                .containsExactly("\u2212 00 01 ff", "+ 00 01");
        assertThat(lines(Diff.of(new TextNode("00"), null))).containsExactly("\u2212 00", "+ no value");
        assertThat(lines(Diff.of(null, null))).containsExactly("  no value");
    }

    @Test
    void ofALongValueOnlyTheChangeAndItsNeighboursAreShown() {
        String before =
                IntStream.range(0, 500).mapToObj(i -> "\"f" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));

        List<String> lines = diff(before, before.replace("\"f250\":250", "\"f250\":null"));

        assertThat(lines).hasSizeLessThan(16).contains("~   \"f250\": 250 -> null", "    \"f249\": 249");
        assertThat(lines.stream().filter(l -> l.startsWith("\u22ef")))
                .containsExactly("\u22ef 245 lines", "\u22ef 247 lines");
    }

    @Test
    void longTextsAreCutAndSayTheirLength() {
        String text = String.join("", Collections.nCopies(1000, "ab"));

        assertThat(lines(Diff.of(new TextNode(text), new TextNode(""))))
                .first()
                .satisfies(l -> assertThat(l).hasSizeLessThan(300).endsWith("(2,000 characters)"));
    }

    private static List<String> diff(String before, String after) {
        return lines(Diff.of(SampleReports.json(before), SampleReports.json(after)));
    }

    private static List<String> lines(List<Diff.Line> lines) {
        return lines.stream()
                .map(l -> l.mark() + " " + l.text() + (l.isChanged() ? l.before() + " -> " + l.after() : ""))
                .toList();
    }
}
