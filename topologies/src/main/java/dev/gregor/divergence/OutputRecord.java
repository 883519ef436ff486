package dev.gregor.divergence;

import dev.gregor.config.Expression;
import dev.gregor.record.Codec;
import dev.gregor.record.Document;
import dev.gregor.record.RawRecord;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** An output as it was consumed. It is decoded when it is first looked into, and then once only. */
final class OutputRecord implements Expression.Variables {
    private final RawRecord record;
    private final Codec codec;
    private boolean isDecoded;
    private @Nullable Document document;

    OutputRecord(RawRecord record, Codec codec) {
        this.record = record;
        this.codec = codec;
    }

    RawRecord raw() {
        return record;
    }

    /** The decoded value; empty for a tombstone and for what does not parse. */
    Optional<Document> document() {
        if (!isDecoded) {
            document = decode();
            isDecoded = true;
        }
        return Optional.ofNullable(document);
    }

    /** The last header of this name, null if there is none or it is empty. */
    byte @Nullable [] header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null || header.value().length == 0 ? null : header.value();
    }

    @Override
    public Optional<Object> variable(String name) {
        return switch (name) {
            case "value" -> document().map(d -> d.value().toJava());
            case "key" -> Optional.ofNullable(record.key()).map(OutputRecord::text);
            case "headers" -> Optional.of(headers());
            case "topic" -> Optional.of(record.id().topic());
            case "partition" -> Optional.of((long) record.id().partition());
            case "offset" -> Optional.of(record.id().offset());
            case "timestamp" -> Optional.of(record.timestamp());
            default -> Optional.empty();
        };
    }

    private @Nullable Document decode() {
        try {
            return record.value() == null ? null : codec.decode(record.value());
        } catch (Skipped e) {
            // What does not parse is an invalid output, and counted as that.
            return null;
        }
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
            }
        }
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
