package dev.gregor.injection;

import dev.gregor.fault.Memory;
import dev.gregor.fault.Summary;
import dev.gregor.store.StateCodec;
import dev.gregor.store.WriteBehindStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.apache.kafka.streams.state.VersionedRecord;
import org.jspecify.annotations.Nullable;

/** What faults remember, on changelogged stores: it survives a crash and moves along with the partition. */
final class StoredMemory implements Memory {
    private final VersionedKeyValueStore<Bytes, byte[]> values;
    private final KeyValueStore<Bytes, byte[]> states;
    private final WriteBehindStore<Summary> summaries;

    StoredMemory(
            VersionedKeyValueStore<Bytes, byte[]> values,
            KeyValueStore<Bytes, byte[]> states,
            WriteBehindStore<Summary> summaries) {
        this.values = values;
        this.states = states;
        this.summaries = summaries;
    }

    @Override
    @SuppressWarnings("NullAway") // a null value is how the store is told that a key has none from then on
    public void rememberValue(byte[] key, byte @Nullable [] value, long timestamp) {
        values.put(Bytes.wrap(key), value, timestamp);
    }

    @Override
    public byte @Nullable [] valueAt(byte[] key, long timestamp) {
        VersionedRecord<byte[]> at = timestamp < 0 ? null : values.get(Bytes.wrap(key), timestamp);
        return at == null ? null : at.value();
    }

    @Override
    public byte @Nullable [] get(String scope, byte[] name) {
        return states.get(stateKey(scope, name));
    }

    @Override
    public void put(String scope, byte[] name, byte[] state) {
        states.put(stateKey(scope, name), state);
    }

    @Override
    public Summary summary(String name) {
        return summaries.get(name);
    }

    @Override
    public void summarize(String name, Consumer<Summary> addition) {
        addition.accept(summaries.get(name));
        summaries.markDirty(name);
    }

    private static Bytes stateKey(String scope, byte[] name) {
        byte[] prefix = scope.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + prefix.length + name.length)
                .putInt(prefix.length)
                .put(prefix)
                .put(name)
                .array());
    }

    /** How summaries are kept. */
    static final class SummaryCodec implements StateCodec<Summary> {
        @Override
        public Summary newEmpty(String key) {
            return new Summary();
        }

        @Override
        public byte[] toBytes(Summary summary) {
            return summary.toBytes();
        }

        @Override
        public Summary fromBytes(String key, byte[] bytes) {
            return Summary.fromBytes(bytes);
        }
    }
}
