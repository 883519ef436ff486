package dev.gregor.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gregor.config.Durations;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records as the examples of the catalogue write them: {@code key K: }, {@code header N=V: } or {@code at TIME: } before the value. */
final class Notation {
    private static final Pattern PREFIX = Pattern.compile("(key|header|at) (\\S+): ");

    private Notation() {}

    /** The record of a line, at an offset; what the line does not say is as in {@link Given#record}. */
    static RawRecord record(String line, long offset) {
        RawRecord usual = Given.record("");
        byte[] key = usual.key();
        Headers headers = new RecordHeaders(usual.headers());
        long timestamp = usual.timestamp();
        String value = line;
        for (Matcher prefix = PREFIX.matcher(value); prefix.lookingAt(); prefix = PREFIX.matcher(value)) {
            String what = prefix.group(2);
            switch (prefix.group(1)) {
                case "key" -> key = what.getBytes(UTF_8);
                case "header" -> {
                    String[] parts = what.split("=", 2);
                    headers.add(parts[0], parts[1].getBytes(UTF_8));
                }
                default -> timestamp = Instant.parse(what).toEpochMilli();
            }
            value = value.substring(prefix.end());
        }
        RecordId id = new RecordId(usual.id().topic(), usual.id().partition(), offset);
        return new RawRecord(id, key, bytes(value), headers, timestamp);
    }

    private static byte @Nullable [] bytes(String value) {
        if (value.equals("null")) {
            return null;
        }
        return value.startsWith("bytes ")
                ? HexFormat.of().parseHex(value.substring("bytes ".length()).replace(" ", ""))
                : value.getBytes(UTF_8);
    }

    /** What goes out, with as much of each record as the example's line before it says. */
    static String of(List<Delivery> deliveries, String before) {
        if (deliveries.isEmpty()) {
            return "(nothing)";
        }
        long first = Objects.requireNonNullElse(
                        deliveries.get(0).hold(), Hold.of(Duration.ZERO, Hold.Clock.EVENT, Hold.Lane.NONE))
                .by();
        return String.join(
                "\n", deliveries.stream().map(each -> of(each, before, first)).toList());
    }

    private static String of(Delivery delivery, String before, long first) {
        RawRecord record = delivery.record();
        StringBuilder line = new StringBuilder();
        if (before.startsWith("key ")) {
            line.append("key ")
                    .append(new String(Objects.requireNonNull(record.key()), UTF_8))
                    .append(": ");
        }
        if (before.startsWith("header ")) {
            for (Header header : record.headers()) {
                if (!header.key().equals("h")) {
                    line.append("header ")
                            .append(header.key())
                            .append('=')
                            .append(new String(header.value(), UTF_8))
                            .append(": ");
                }
            }
        }
        if (before.startsWith("at ")) {
            line.append("at ").append(Instant.ofEpochMilli(record.timestamp())).append(": ");
        }
        line.append(value(record.value(), before));
        long later = delivery.hold() == null ? 0 : delivery.hold().by() - first;
        return later == 0 ? line.toString() : line + " " + Durations.format(Duration.ofMillis(later)) + " later";
    }

    private static String value(byte @Nullable [] value, String before) {
        if (value == null) {
            return "null";
        }
        if (!before.startsWith("bytes ")) {
            String text = new String(value, UTF_8);
            return text.getBytes(UTF_8).length == value.length && text.indexOf('\ufffd') < 0 ? text : hex(value);
        }
        String hex = HexFormat.of().formatHex(value);
        return "bytes " + hex.substring(0, 2) + " " + hex.substring(2, 10) + " " + hex.substring(10);
    }

    private static String hex(byte[] value) {
        return "bytes " + HexFormat.ofDelimiter(" ").formatHex(value);
    }
}
