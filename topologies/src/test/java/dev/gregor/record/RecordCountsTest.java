package dev.gregor.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCountsTest {
    private static final RecordCounts COUNTS = new RecordCounts(
            "distance-goes-missing",
            "flights.raw-3",
            100,
            7,
            Map.of("null-field", 2L, "drop-field", 5L),
            Map.of("no such field", 2L),
            3);

    @Test
    void theEventHasTheseFields() {
        assertThat(new String(COUNTS.toJson(), UTF_8))
                .isEqualTo("{\"version\":1,\"experiment\":\"distance-goes-missing\",\"partition\":\"flights.raw-3\","
                        + "\"seen\":100,\"selected\":7,\"injected\":{\"drop-field\":5,\"null-field\":2},"
                        + "\"skipped\":{\"no such field\":2},\"held\":3}");
        assertThat(COUNTS.key()).isEqualTo("distance-goes-missing/flights.raw-3");
    }

    @Test
    void anEventIsReadAsItWasWritten() {
        assertThat(RecordCounts.fromJson(COUNTS.toJson())).isEqualTo(COUNTS);
    }

    @Test
    void whatIsNoSuchEventIsRefused() {
        assertThatThrownBy(() -> RecordCounts.fromJson("{".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordCounts.fromJson("{}".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("experiment");
    }
}
