package dev.gregor.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
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

        /** The record that the field is a member of; null for an item of an array or a map. */
        default @Nullable OpenRecord owner() {
            return null;
        }
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
        return AvroValues.toValue(slot.get(), document.typeAt(place));
    }

    @Override
    public void set(Value value) throws Skipped {
        Schema type = document.typeAt(place);
        if (value.equals(value())) {
            // It stays as it is written: a decimal may have zeros in front.
            document.markChanged();
            return;
        } else if (AvroValues.fits(value, type)) {
            slot.put(AvroValues.toDatum(value, type));
        } else if (!place.isShared() && isWrapped(value)) {
            wrap(value, type);
        } else {
            type = widened(type, value);
            document.edit(SchemaEdit.retype(place.steps(), type));
            slot.put(AvroValues.toDatum(value, type));
        }
        document.markChanged();
    }

    /** Whether the value is a list of one or an object of one field, with what stands here now in it. */
    private boolean isWrapped(Value value) {
        if (value instanceof Value.Items items) {
            return items.values().size() == 1 && items.values().get(0).equals(value());
        }
        return value instanceof Value.Fields fields
                && fields.values().size() == 1
                && fields.values().values().iterator().next().equals(value());
    }

    /** What is wrapped keeps its type: else a map would become a record that has a field for each of its keys. */
    private void wrap(Value value, Schema type) throws Skipped {
        Object datum = slot.get();
        Schema wrapped;
        Object outer;
        try {
            if (value instanceof Value.Fields fields) {
                String name = fields.values().keySet().iterator().next();
                wrapped = recordOf(AvroTypes.nameOf(place), name, type);
                GenericData.Record record = new GenericData.Record(wrapped);
                record.put(0, datum);
                outer = record;
            } else {
                wrapped = Schema.createArray(type);
                List<@Nullable Object> list = new ArrayList<>();
                list.add(datum);
                outer = list;
            }
        } catch (AvroRuntimeException e) {
            throw new Skipped(SkipReason.UNENCODABLE, place.path() + " finds no type in Avro: " + e.getMessage());
        }
        document.edit(SchemaEdit.retype(place.steps(), wrapped));
        slot.put(outer);
    }

    private static Schema recordOf(String name, String member, Schema type) {
        Schema record = Schema.createRecord(name, null, null, false);
        record.setFields(List.of(new Schema.Field(member, type)));
        return record;
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

    @Override
    public void rename(String name) throws Skipped {
        move(name, slot.get(), document.typeAt(place));
        document.markChanged();
    }

    @Override
    public void nest(String under) throws Skipped {
        Schema inner = document.typeAt(place);
        Schema outer = recordOf(AvroTypes.nameOf(place) + "_nested", place.lastName(), inner);
        GenericData.Record record = new GenericData.Record(outer);
        record.put(0, slot.get());
        move(under, record, outer);
        document.edit(SchemaEdit.retype(place.sibling(under, outer).steps(), outer));
        document.markChanged();
    }

    /** Takes the datum to another name; the schema's field keeps its place. */
    private void move(String name, @Nullable Object datum, Schema type) throws Skipped {
        OpenRecord owner = owner();
        requireFree(owner, name, place.path());
        requireAll(place);
        AvroTypes.requireName(name);
        if (owner.added().remove(place.lastName()) == null) {
            slot.put(REMOVED);
        }
        owner.added().put(name, new OpenRecord.Added(datum, type));
        document.edit(SchemaEdit.rename(place.steps(), name));
    }

    @Override
    public List<String> flatten() throws Skipped {
        OpenRecord owner = owner();
        if (!(slot.get() instanceof OpenRecord inner)) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, place.path() + " is no record");
        }
        requireAll(place);
        Map<String, OpenRecord.Added> members = new LinkedHashMap<>();
        for (Schema.Field field : inner.getSchema().getFields()) {
            if (inner.get(field.pos()) != REMOVED) {
                members.put(field.name(), new OpenRecord.Added(inner.get(field.pos()), field.schema()));
            }
        }
        members.putAll(inner.added());
        List<String> names = new ArrayList<>();
        for (String member : members.keySet()) {
            String name = place.lastName() + "_" + member;
            requireFree(owner, name, place.path());
            names.add(name);
        }
        int next = 0;
        for (OpenRecord.Added member : members.values()) {
            String name = names.get(next++);
            owner.added().put(name, member);
            document.edit(SchemaEdit.add(place.sibling(name, member.type()).steps(), member.type()));
        }
        slot.remove(place);
        document.markChanged();
        return names;
    }

    private OpenRecord owner() throws Skipped {
        OpenRecord owner = slot.owner();
        if (owner == null) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, place.path() + " is no field of a record");
        }
        return owner;
    }

    static void requireFree(OpenRecord record, String name, String path) throws Skipped {
        if (record.has(name)) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "there is a field " + name + " already beside or at " + path);
        }
    }

    /** All items of an array share one schema: one of them cannot lose what the others keep. */
    static void requireAll(AvroPlace place) throws Skipped {
        if (place.oneOfMany()) {
            throw new Skipped(
                    SkipReason.UNENCODABLE, "one item of an Avro array cannot lose a field that the others keep");
        }
    }
}
