package dev.gregor.record;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A field of an {@link AvroDocument}. A value that its type does not hold gives the place another type. */
final class AvroField implements Field {
    /** Stands where a field was, until the datum is encoded. */
    static final Object REMOVED = new Object();

    private final AvroDocument document;
    private final AvroPlace place;
    private final Slot slot;

    /** Where the datum of a field is kept. */
    interface Slot {
        @Nullable
        Object get();

        void put(@Nullable Object value);

        void remove(AvroPlace place) throws Skipped;
    }

    AvroField(AvroDocument document, AvroPlace place, Slot slot) {
        this.document = document;
        this.place = place;
        this.slot = slot;
    }

    AvroPlace place() {
        return place;
    }

    @Nullable
    Object get() {
        return slot.get();
    }

    @Override
    public String path() {
        return place.path();
    }

    @Override
    public Value value() {
        return AvroValues.toValue(slot.get());
    }

    @Override
    public void set(Value value) throws Skipped {
        Schema type = document.typeAt(place);
        if (!AvroValues.fits(value, type)) {
            type = widened(type, value);
            document.edit(new SchemaEdit(place.steps(), type));
        }
        slot.put(AvroValues.toDatum(value, type));
        document.markChanged();
    }

    private Schema widened(Schema type, Value value) throws Skipped {
        try {
            return AvroTypes.widen(type, value, place);
        } catch (AvroRuntimeException e) {
            // As for a list whose items would need two types of one kind, which no union takes.
            throw new Skipped(SkipReason.UNENCODABLE, place.path() + " finds no type in Avro: " + e.getMessage());
        }
    }

    @Override
    public void remove() throws Skipped {
        slot.remove(place);
        document.markChanged();
    }
}
