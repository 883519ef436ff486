package dev.gregor.record;

/** One field of a {@link Document}, at a concrete place. A field that was removed cannot be used any more. */
public interface Field {

    /** Where the field stands, as {@code order.lines[2].price}. */
    String path();

    Value value();

    /**
     * Gives the field another value, of the same or of another type.
     *
     * @throws Skipped if the format cannot hold the value at this place
     */
    void set(Value value) throws Skipped;

    /**
     * Takes the field out of its object or array.
     *
     * @throws Skipped if the format cannot be without it
     */
    void remove() throws Skipped;
}
