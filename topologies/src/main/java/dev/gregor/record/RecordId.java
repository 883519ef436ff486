package dev.gregor.record;

import java.nio.charset.StandardCharsets;

/**
 * Where a record stands in its raw topic. Written {@code topic-partition@offset}, it is the {@code gregor-id} header and the
 * key of the ledger.
 */
public record RecordId(String topic, int partition, long offset) {

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException if the text is not {@code topic-partition@offset}
     */
    public static RecordId parse(String text) {
        int at = text.lastIndexOf('@');
        int dash = text.lastIndexOf('-', at);
        if (dash < 1) {
            throw new IllegalArgumentException("'" + text + "' is not a record id; expected topic-partition@offset");
        }
        try {
            return new RecordId(
                    text.substring(0, dash),
                    Integer.parseInt(text.substring(dash + 1, at)),
                    Long.parseLong(text.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a record id; expected topic-partition@offset", e);
        }
    }

    /** The id as it stands in a header. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Appends the id to JSON text, in quotes. */
    public void writeTo(JsonBytes out) {
        out.raw('"')
                .inQuotes(topic)
                .raw('-')
                .number(partition)
                .raw('@')
                .number(offset)
                .raw('"');
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
