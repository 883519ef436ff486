package dev.gregor.divergence;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/**
 * What is brought to one partition of the pairing in one record: pair ids and what came under each, one after the other. A record of its own for each output
 * costs more, in Kafka Streams and its clients, than reading the output and pairing it together.
 */
final class Bundle {
    /** Beyond so many bytes a bundle takes nothing more. A batch of the producer is larger. */
    static final int FULL = 8_192;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    boolean isFull() {
        return bytes.size() >= FULL;
    }

    void add(byte[] id, Arrival arrival) {
        try {
            if (isEmpty()) {
                BinarySerde.begin(out);
            }
            BinarySerde.writeBytes(out, id);
            Arrival.write(arrival, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be written", e);
        }
    }

    void clear() {
        bytes.reset();
    }

    /** All that was added, as bytes for {@link #each}; the bundle is empty then. */
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        clear();
        return taken;
    }

    /**
     * Visits what a bundle holds, in the order in which it was added.
     *
     * @throws IllegalStateException if it is of another version
     */
    static void each(byte[] bundle, BiConsumer<byte[], Arrival> visitor) {
        BinarySerde.fromBytes(bundle, in -> {
            while (in.available() > 0) {
                visitor.accept(BinarySerde.readBytes(in), Arrival.read(in));
            }
            return bundle;
        });
    }
}
