package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A {@link Scalar} record: written as its one component, read as the record. */
record WrappedShape(Construction record, Shape inner, String expected) implements Shape {
    @Override
    public Bound read(Place place, Reading reading) {
        Bound bound = inner.read(place, reading);
        if (!bound.complete()) {
            return Bound.BROKEN;
        }
        try {
            return Bound.of(record.of(bound.value()));
        } catch (InvalidSetting e) {
            reading.reject(place, e, expected);
            return Bound.BROKEN;
        }
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        return inner.schema(definitions).put("title", expected);
    }
}
