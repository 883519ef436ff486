package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in its raw topic. Written {@code topic-partition@offset}, it is the {@code gregor-id} header and the
 * key of the ledger.
 */
public final class RecordId {
    private final String topic;
    private final int partition;
    private final long offset;

    /** Made when it is first asked for: a record that is hit shows its id in a header, and in key and value of its ledger event. */
    private byte @Nullable [] bytes;

    /** @param topic of letters, digits, dots, underscores and dashes only, as Kafka's names are */
    public RecordId(String topic, int partition, long offset) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

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

    /** The id as it stands in a header; not to be changed. */
    public byte[] toBytes() {
        byte[] made = bytes;
        if (made == null) {
            made = toString().getBytes(StandardCharsets.UTF_8);
            bytes = made;
        }
        return made;
    }

    /** Appends the id to JSON text, in quotes. */
    public void writeTo(JsonBytes out) {
        out.raw('"').raw(toBytes()).raw('"');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordId id
                && offset == id.offset
                && partition == id.partition
                && topic.equals(id.topic);
    }

    @Override
    public int hashCode() {
        return (topic.hashCode() * 31 + partition) * 31 + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
