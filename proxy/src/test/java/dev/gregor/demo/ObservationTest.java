package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

    @Test
    void aFlightIsReadBackFromItsRawRecord() {
        for (Flight flight : Flights.all()) {
            assertThat(Observation.read(flight.value())).contains(Observation.of(flight));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1750, 1750",
                "17.5e2, 1750",
                "'\"1750\"', 1750",
                "'\" 1750.5 \"', 1750.5",
                "true, 1",
                "false, 0",
                "-1, -1",
            })
    void aNumberIsReadInWhateverShape(String distance, double expected) {
        assertThat(withDistance(distance).distance()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e400",
                "\"NaN\"",
                "\"inf\"",
                "\"1e400\"",
                "\"\"",
                "\"far\"",
                "\"1750d\"",
                "[1750]",
                "{\"miles\":1750}"
            })
    void whatIsNoFiniteNumberIsMissing(String distance) {
        assertThat(withDistance(distance).distance()).isNaN();
    }

    @Test
    void whatIsAbsentIsMissing() {
        assertThat(read("{}")).contains(new Observation(Double.NaN, Double.NaN, null, Double.NaN));
    }

    @Test
    void aDateThatIsNoneIsMissing() {
        assertThat(read("{\"date\":\"2001-01-01\"}").orElseThrow().hour()).isNaN();
        assertThat(read("{\"date\":20010101}").orElseThrow().hour()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "1750", "null", "\"text\"", "{} {}", "{}x", "{\"distance\":}"})
    void whatIsNoJsonObjectIsUnreadable(String value) {
        assertThat(read(value)).isEmpty();
    }

    @Test
    void aTombstoneIsUnreadable() {
        assertThat(Observation.read(null)).isEmpty();
    }

    private static Observation withDistance(String distance) {
        return read("{\"distance\":" + distance + "}").orElseThrow();
    }

    private static Optional<Observation> read(String json) {
        return Observation.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
