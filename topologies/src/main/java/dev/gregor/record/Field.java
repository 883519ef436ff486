package dev.gregor.record;

import java.util.List;

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

    /**
     * Gives the field another name, at the same place.
     *
     * @throws Skipped if the field has no name, or a field of the new name stands beside it
     */
    void rename(String name) throws Skipped;

    /**
     * Puts the field one level deeper: an object of the given name, with the field in it, takes its place.
     *
     * @throws Skipped as {@link #rename}
     */
    void nest(String under) throws Skipped;

    /**
     * Takes the members of an object one level up, each under the name of the object and its own, joined by an underscore.
     *
     * @return the names that they have now
     * @throws Skipped if the field is no object, or one of these names is taken
     */
    List<String> flatten() throws Skipped;
}
