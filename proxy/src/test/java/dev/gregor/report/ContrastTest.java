package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2, success criterion 1.4.3: text has a contrast of at least 4.5 to 1 on what it stands on. */
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final List<String> TEXTS = List.of(
            "ink", "soft", "treated", "untreated", "margin", "pass", "fail", "inconclusive", "invalid", "halted");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textCanBeRead(boolean dark) {
        Map<String, String> colours = colours(dark);

        for (String text : TEXTS) {
            assertThat(contrast(colours, text, "paper")).as(text + " on paper").isGreaterThanOrEqualTo(4.5);
        }
        for (String text : List.of("ink", "soft", "treated")) {
            assertThat(contrast(colours, text, "card")).as(text + " on card").isGreaterThanOrEqualTo(4.5);
        }
        for (String change : List.of("removed", "added", "changed")) {
            assertThat(contrast(colours, change + "-ink", change)).as(change).isGreaterThanOrEqualTo(4.5);
        }
    }

    private static Map<String, String> colours(boolean dark) {
        String html = ReportHtml.render(SampleReports.report());
        int start = dark ? html.indexOf("prefers-color-scheme: dark") : html.indexOf(":root");
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(html.substring(start, html.indexOf('}', start)));
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static double contrast(Map<String, String> colours, String text, String ground) {
        double a = luminance(colours.getOrDefault(text, ""));
        double b = luminance(colours.getOrDefault(ground, ""));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 0) + 0.7152 * linear(colour, 2) + 0.0722 * linear(colour, 4);
    }

    private static double linear(String colour, int at) {
        double c = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
