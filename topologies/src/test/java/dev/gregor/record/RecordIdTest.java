package dev.gregor.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {

    @Property
    void anIdIsReadAsItWasWritten(
            @ForAll @AlphaChars @NumericChars @Chars({'-', '.', '_'}) @NotEmpty String topic,
            @ForAll @IntRange(min = 0) int partition,
            @ForAll @LongRange(min = 0) long offset) {
        RecordId id = new RecordId(topic, partition, offset);
        assertThat(RecordId.parse(id.toString())).isEqualTo(id);
        assertThat(new String(id.toBytes(), UTF_8)).isEqualTo(topic + "-" + partition + "@" + offset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "-",
                "-1@2",
                "flights",
                "flights@1",
                "flights-1",
                "flights-@1",
                "flights-1@",
                "flights-x@1",
                "f-1@99999999999999999999"
            })
    void whatIsNoIdIsRefusedWithTheFormThatIsExpected(String text) {
        assertThatThrownBy(() -> RecordId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a record id; expected topic-partition@offset");
    }
}
