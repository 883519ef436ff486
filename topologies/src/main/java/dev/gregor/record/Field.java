package dev.gregor.record;

/** One field of a {@link Document}, at a concrete place. A field that was removed cannot be used any more. */
public interface Field {

    /** Where the field stands, as {@code order.lines[2].price}. */
    String path();

    Value value();

    /** Gives the field another value, of the same or of another type. */
    void set(Value value);

    /** Takes the field out of its object or array. */
    void remove();
}
