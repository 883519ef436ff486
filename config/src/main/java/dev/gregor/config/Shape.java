package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a kind of setting looks like: how it is read from a file, and how JSON Schema describes it. */
interface Shape {
    /** The value at the place; what is wrong with it is reported to the reading. */
    Bound read(Place place, Reading reading);

    /** What may be written, for messages: "a number from 0 to 1". */
    String expected();

    /** The JSON Schema of the shape. */
    ObjectNode schema(Definitions definitions);

    /**
     * What was read.
     *
     * @param value the value; null if nothing could be made of it; a list or map may lack what its broken parts would be
     * @param complete whether no part of the value is broken
     */
    record Bound(@Nullable Object value, boolean complete) {
        static final Bound BROKEN = new Bound(null, false);

        static Bound of(@Nullable Object value) {
            return new Bound(value, true);
        }
    }
}
