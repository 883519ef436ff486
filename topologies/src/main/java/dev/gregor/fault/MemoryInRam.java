package dev.gregor.fault;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A memory that lasts as long as the process and forgets nothing: for dry runs and audits of a bounded number of records. */
public final class MemoryInRam implements Memory {
    private final Map<ByteBuffer, NavigableMap<Long, Optional<byte[]>>> values = new HashMap<>();
    private final Map<String, Map<ByteBuffer, byte[]>> states = new HashMap<>();
    private final Map<String, Summary> summaries = new HashMap<>();

    @Override
    public void rememberValue(byte[] key, byte @Nullable [] value, long timestamp) {
        values.computeIfAbsent(ByteBuffer.wrap(key), k -> new TreeMap<>()).put(timestamp, Optional.ofNullable(value));
    }

    @Override
    public byte @Nullable [] valueAt(byte[] key, long timestamp) {
        NavigableMap<Long, Optional<byte[]>> versions = values.get(ByteBuffer.wrap(key));
        Map.Entry<Long, Optional<byte[]>> at = versions == null ? null : versions.floorEntry(timestamp);
        return at == null ? null : at.getValue().orElse(null);
    }

    @Override
    public byte @Nullable [] get(String scope, byte[] name) {
        Map<ByteBuffer, byte[]> ofScope = states.get(scope);
        return ofScope == null ? null : ofScope.get(ByteBuffer.wrap(name));
    }

    @Override
    public void put(String scope, byte[] name, byte[] state) {
        states.computeIfAbsent(scope, s -> new HashMap<>()).put(ByteBuffer.wrap(name), state);
    }

    @Override
    public Summary summary(String name) {
        return summaries.computeIfAbsent(name, n -> new Summary());
    }

    @Override
    public void summarize(String name, Consumer<Summary> addition) {
        addition.accept(summary(name));
    }
}
