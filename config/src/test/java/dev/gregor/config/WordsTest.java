package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How words, durations and suggestions are written. */
class WordsTest {
    @Test
    void namesBecomeKebabCase() {
        assertThat(List.of(Words.kebab("schemaRegistry"), Words.kebab("NotANumber"), Words.kebab("id")))
                .containsExactly("schema-registry", "not-a-number", "id");
        assertThat(MeasureName.FLIP_RATE.word()).isEqualTo("flip-rate");
    }

    @Test
    void listsReadLikeASentence() {
        assertThat(Words.or(List.of())).isEmpty();
        assertThat(Words.or(List.of("a"))).isEqualTo("a");
        assertThat(Words.or(List.of("a", "b", "c"))).isEqualTo("a, b or c");
    }

    @ParameterizedTest
    @CsvSource({"fractoin, fraction", "pairBy, pair-by", "SELECT, select", "guardrail, guardrails", "wher, where"})
    void aSlipIsRecognised(String written, String meant) {
        assertThat(Suggestion.nearest(written, List.of("fraction", "pair-by", "select", "guardrails", "where", "by")))
                .hasValue(meant);
    }

    @Test
    void whatIsFarFromEverythingGetsNoSuggestion() {
        assertThat(Suggestion.nearest("throughput", List.of("fraction", "select")))
                .isEmpty();
        assertThat(Suggestion.nearest("a".repeat(1_000_000), List.of("fraction")))
                .isEmpty();
        assertThat(Suggestion.didYouMean("x", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'',abc,3", "abc,abc,0", "abc,acb,1", "abc,abd,1", "abc,ab,1", "abc,xabc,1", "ca,abc,3"})
    void theDistanceCountsSlips(String a, String b, int distance) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(distance);
    }

    @Property(tries = 300)
    void durationsAreReadAsTheyAreWritten(@ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "30s,PT30S", "10m,PT10M", "2h,PT2H", "7d,PT168H", "0s,PT0S", "60s,PT1M"})
    void durationsHaveFiveUnits(String written, Duration duration) {
        assertThat(Durations.parse(written)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "1.5h", "5S", "PT5S", "1m30s", "36501d", "999999999999999d"})
    void whatIsNoDurationIsRefused(String written) {
        assertThatThrownBy(() -> Durations.parse(written))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("'" + written + "'");
    }
}
