package dev.gregor.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** An Avro record that may get fields which its schema does not have; that of the document gets them later. */
final class OpenRecord extends GenericData.Record {
    private final Map<String, Added> added = new LinkedHashMap<>(0);

    /** A field beyond the schema, with its type. */
    record Added(@Nullable Object datum, Schema type) {}

    OpenRecord(Schema schema) {
        super(schema);
    }

    Map<String, Added> added() {
        return added;
    }

    boolean has(String name) {
        Schema.Field field = getSchema().getField(name);
        return added.containsKey(name) || (field != null && get(field.pos()) != AvroField.REMOVED);
    }

    // Equal only to itself: what is compared here is places, never contents.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
