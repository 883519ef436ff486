package dev.gregor.store;

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
}
