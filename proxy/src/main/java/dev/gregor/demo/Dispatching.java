package dev.gregor.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a prediction how long the connecting flights are held, and whether passengers are rebooked. A prediction that
 * comes more than half an hour behind the event time of its partition comes too late: nothing is held and nobody rebooked. One
 * that cannot be read gives no decision and is counted.
 */
final class Dispatching extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** From this chance of a late arrival on, in thousandths, passengers are rebooked. */
    static final int REBOOK_FROM = 250;

    /** No connecting flight is held for longer, in minutes. */
    static final double LONGEST_HOLD = 60;

    static final Duration TOO_LATE = Duration.ofMinutes(30);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LongAdder unreadable;

    Dispatching(LongAdder unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<JsonNode> prediction = read(record.value());
        if (prediction.isEmpty()) {
            unreadable.increment();
            return;
        }
        boolean isTooLate = record.timestamp() < context().currentStreamTimeMs() - TOO_LATE.toMillis();
        context().forward(record.withValue(isTooLate ? decision(0, false) : decision(prediction.get())));
    }

    private static byte[] decision(JsonNode prediction) {
        double minutes = prediction.path("delay_minutes").asDouble();
        double hold = Math.max(0, Math.min(LONGEST_HOLD, minutes));
        return decision(hold, prediction.path("late_per_mille").asInt() >= REBOOK_FROM);
    }

    private static byte[] decision(double holdMinutes, boolean rebook) {
        return ("{\"hold_minutes\":" + holdMinutes + ",\"rebook\":" + rebook + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<JsonNode> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(value)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("no input or output is involved", e);
        }
    }
}
