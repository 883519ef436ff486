package dev.gregor.injection;

import dev.gregor.config.Expression;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as the variables of an expression. The value is decoded if the expression asks for it, and no sooner. */
final class RecordVariables implements Expression.Variables {
    private final RawRecord record;
    private final Codec codec;

    private boolean decoded;
    private @Nullable Object value;

    RecordVariables(RawRecord record, Codec codec) {
        this.record = record;
        this.codec = codec;
    }

    @Override
    public Optional<Object> variable(String name) {
        return switch (name) {
            case "value" -> value();
            case "key" -> text(record.key());
            case "headers" -> Optional.of(headers());
            case "topic" -> Optional.of(record.id().topic());
            case "partition" -> Optional.of((long) record.id().partition());
            case "offset" -> Optional.of(record.id().offset());
            case "timestamp" -> Optional.of(record.timestamp());
            default -> Optional.empty();
        };
    }

    private Optional<Object> value() {
        if (!decoded) {
            value = decode(record.value());
            decoded = true;
        }
        return Optional.ofNullable(value);
    }

    private @Nullable Object decode(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : codec.decode(bytes).value().toJava();
        } catch (Skipped e) {
            // A condition on a record that cannot be decoded is false and no error.
            return null;
        }
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        for (Header header : record.headers()) {
            text(header.value()).ifPresent(value -> headers.put(header.key(), value));
        }
        return headers;
    }

    private static Optional<Object> text(byte @Nullable [] bytes) {
        return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
