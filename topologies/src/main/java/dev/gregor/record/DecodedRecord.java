package dev.gregor.record;

import dev.gregor.config.Expression;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as the variables of an expression. It is decoded when it is first looked into, and then once only. */
public final class DecodedRecord implements Expression.Variables {
    private final RawRecord record;
    private final Codec codec;
    private boolean isDecoded;
    private @Nullable Document document;
    private boolean isValueKnown;
    private Optional<Object> value = Optional.empty();

    public DecodedRecord(RawRecord record, Codec codec) {
        this.record = record;
        this.codec = codec;
    }

    public RawRecord raw() {
        return record;
    }

    /** The decoded value; empty for a tombstone and for what does not parse. */
    public Optional<Document> document() {
        if (!isDecoded) {
            document = decode();
            isDecoded = true;
        }
        return Optional.ofNullable(document);
    }

    /** The last header of this name, null if there is none or it is empty. */
    public byte @Nullable [] header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null || header.value().length == 0 ? null : header.value();
    }

    @Override
    public Optional<Object> variable(String name) {
        return name.equals("value") ? value() : Optional.ofNullable(around(record, name));
    }

    /** A variable that is not the value. */
    static @Nullable Object around(Arrival record, String name) {
        return switch (name) {
            case "key" -> record.key() == null ? null : text(record.key());
            case "headers" -> headers(record);
            case "topic" -> record.topic();
            case "partition" -> (long) record.partition();
            case "offset" -> record.offset();
            case "timestamp" -> record.timestamp();
            default -> null;
        };
    }

    @Override
    public @Nullable Object member(String variable, List<String> names) {
        if (!variable.equals("value") || names.isEmpty()) {
            return Expression.Variables.super.member(variable, names);
        }
        return document().map(found -> plain(found.member(names))).orElse(null);
    }

    /** The value as {@link Expression.Variables#member} gives it. */
    static @Nullable Object plain(@Nullable Value value) {
        boolean isScalar = value instanceof Value.Num || value instanceof Value.Text || value instanceof Value.Bool;
        return value == null ? null : isScalar ? value.toJava() : NONE;
    }

    /** An expression may ask for the value more than once. */
    private Optional<Object> value() {
        if (!isValueKnown) {
            value = document().map(d -> d.value().toJava());
            isValueKnown = true;
        }
        return value;
    }

    private @Nullable Document decode() {
        try {
            return record.value() == null ? null : codec.decode(record.value());
        } catch (Skipped e) {
            // A condition on a record that does not parse is false, and an output that does not is counted as invalid.
            return null;
        }
    }

    private static Map<String, Object> headers(Arrival record) {
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
