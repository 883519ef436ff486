package dev.gregor.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "999999999999999999",
                "1000000000000000000",
                "-123456789012345678",
                "9223372036854775807",
                "-9223372036854775808"
            })
    void aWholeNumberThatSixtyFourBitsHoldIsALong(String lexeme) {
        assertThat(new Value.Num(lexeme).toJava()).isEqualTo(Long.parseLong(lexeme));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "1e5",
                "12.50",
                "-0.0",
                "1e999",
                "NaN",
                "-Infinity"
            })
    void anyOtherNumberIsADouble(String lexeme) {
        assertThat(new Value.Num(lexeme).toJava()).isEqualTo(Double.parseDouble(lexeme));
    }

    @Test
    void aNumberOfAMillionDigitsIsNoTrap() {
        assertThat(new Value.Num("9".repeat(1_000_000)).toJava()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1e999, true", "-0.0, true", "NaN, false", "Infinity, false", "-Infinity, false"})
    void onlyNanAndTheInfinitiesAreNotFinite(String lexeme, boolean finite) {
        assertThat(new Value.Num(lexeme).isFinite()).isEqualTo(finite);
    }
}
