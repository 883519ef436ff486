package dev.gregor.store;

import java.util.function.Function;

/**
 * How one kind of accumulator begins and how it is kept.
 *
 * @param <S> a mutable accumulator
 */
public interface StateCodec<S> {

    /** An accumulator that has seen nothing yet. */
    S newEmpty(String key);

    /** The bytes that {@link #fromBytes} makes the same accumulator of. */
    byte[] toBytes(S state);

    /** The accumulator that was kept under the key. */
    S fromBytes(String key, byte[] bytes);

    /** A codec of three functions; the accumulators do not depend on their key but where they begin. */
    static <S> StateCodec<S> of(
            Function<String, S> newEmpty, Function<S, byte[]> toBytes, Function<byte[], S> fromBytes) {
        return new StateCodec<>() {
            @Override
            public S newEmpty(String key) {
                return newEmpty.apply(key);
            }

            @Override
            public byte[] toBytes(S state) {
                return toBytes.apply(state);
            }

            @Override
            public S fromBytes(String key, byte[] bytes) {
                return fromBytes.apply(bytes);
            }
        };
    }
}
