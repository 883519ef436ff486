package dev.gregor.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gregor.divergence.ControlEvent.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlEventTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        ControlEvent event = new ControlEvent("one", Action.DISABLE, "somebody", "why", 17);

        assertThat(ControlEvent.fromJson(event.toJson())).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "[]",
                "{",
                "{}",
                "{\"experiment\":5,\"action\":\"halt\",\"at\":1}",
                "{\"experiment\":null,\"action\":\"halt\",\"at\":1}",
                "{\"experiment\":\"one\",\"action\":\"stop\",\"at\":1}",
                "{\"experiment\":\"one\",\"action\":\"halt\"}"
            })
    void whatSomebodyElseWroteIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> ControlEvent.fromJson(json.getBytes(UTF_8)));
    }
}
