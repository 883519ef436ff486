package dev.gregor.record;

import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** An Avro datum that can be changed where it stands, and the changes that its schema needs for it. */
final class AvroDocument implements Document {
    private final int schemaId;
    private final Schema schema;
    private final @Nullable Object datum;
    private final byte[] source;
    private boolean changed;
    private final List<SchemaEdit> edits = new ArrayList<>();
    private final List<List<Object>> withGaps = new ArrayList<>();

    AvroDocument(int schemaId, Schema schema, @Nullable Object datum, byte[] source) {
        this.source = source;
        this.schemaId = schemaId;
        this.schema = schema;
        this.datum = datum;
    }

    int schemaId() {
        return schemaId;
    }

    Schema schema() {
        return schema;
    }

    @Nullable
    Object datum() {
        return datum;
    }

    List<SchemaEdit> edits() {
        return edits;
    }

    /** The bytes that the document was decoded from. */
    byte[] source() {
        return source;
    }

    boolean isChanged() {
        return changed;
    }

    void markChanged() {
        changed = true;
    }

    @Override
    public List<Field> fields(List<Step> steps) {
        closeGaps();
        List<Field> found = new ArrayList<>(1);
        find(new AvroPlace("", List.of(), schema, false), datum, steps, 0, found);
        return found;
    }

    @Override
    public List<Field> topLevelFields() {
        closeGaps();
        List<Field> fields = new ArrayList<>();
        if (datum instanceof IndexedRecord record) {
            AvroPlace root = new AvroPlace("", List.of(), schema, false);
            for (Schema.Field field : record.getSchema().getFields()) {
                if (record.get(field.pos()) != AvroField.REMOVED) {
                    fields.add(member(root, record, field));
                }
            }
            if (record instanceof OpenRecord open) {
                open.added().keySet().forEach(name -> fields.add(added(root, open, name)));
            }
        }
        return fields;
    }

    @Override
    public Value value() {
        return AvroValues.toValue(datum, schema);
    }

    @Override
    public @Nullable Value member(List<String> names) {
        Object at = datum;
        Schema type = schema;
        for (String name : names) {
            if (at instanceof IndexedRecord record) {
                OpenRecord.Added added =
                        record instanceof OpenRecord open ? open.added().get(name) : null;
                Schema.Field field = record.getSchema().getField(name);
                if (added != null) {
                    at = added.datum();
                    type = added.type();
                } else if (field != null && record.get(field.pos()) != AvroField.REMOVED) {
                    at = record.get(field.pos());
                    type = field.schema();
                } else {
                    return null;
                }
            } else if (at instanceof Map<?, ?> map) {
                Object key = lastKey(map, name);
                if (key == null) {
                    return null;
                }
                at = map.get(key);
                type = AvroValues.valueType(type);
            } else {
                return null;
            }
        }
        return AvroValues.toValue(at, type);
    }

    /** Two keys of damaged text may read the same. */
    private static @Nullable Object lastKey(Map<?, ?> map, String name) {
        Object last = null;
        for (Object key : map.keySet()) {
            if (key.toString().equals(name)) {
                last = key;
            }
        }
        return last;
    }

    /** Takes a type to a place; the same change of a second item of an array is no second edit. */
    void edit(SchemaEdit edit) {
        if (!edits.contains(edit)) {
            edits.add(edit);
        }
    }

    @Override
    public void add(FieldPath path, Value value) throws Skipped {
        closeGaps();
        List<Step> steps = path.steps();
        String name = Paths.lastName(path);
        AvroPlace root = new AvroPlace("", List.of(), schema, false);
        Map<AvroPlace, Object> parents = new LinkedHashMap<>();
        if (steps.size() == 1 && datum != null) {
            parents.put(root, datum);
        } else {
            List<Field> found = new ArrayList<>(1);
            find(root, datum, steps.subList(0, steps.size() - 1), 0, found);
            for (Field each : found) {
                AvroField field = (AvroField) each;
                Object parent = field.get();
                if (parent != null) {
                    parents.put(field.place(), parent);
                }
            }
        }
        parents.values().removeIf(parent -> !(parent instanceof OpenRecord));
        if (parents.isEmpty()) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "there is no record that " + path + " could stand in");
        }
        for (Map.Entry<AvroPlace, Object> parent : parents.entrySet()) {
            AvroField.requireFree((OpenRecord) parent.getValue(), name, path.text());
        }
        for (Map.Entry<AvroPlace, Object> parent : parents.entrySet()) {
            AvroPlace place = parent.getKey().added(name, schema);
            Schema type = AvroTypes.of(value, AvroTypes.nameOf(place));
            ((OpenRecord) parent.getValue())
                    .added()
                    .put(name, new OpenRecord.Added(AvroValues.toDatum(value, type), type));
            edit(SchemaEdit.add(place.steps(), type));
        }
        markChanged();
    }

    /** The type of a place after the edits so far. */
    Schema typeAt(AvroPlace place) {
        Schema type = place.type();
        for (SchemaEdit edit : edits) {
            int depth = edit.place().size();
            if (depth <= place.steps().size()
                    && edit.place().equals(place.steps().subList(0, depth))) {
                // An edit above has put another type in the place of all below it.
                boolean isHere = depth == place.steps().size();
                boolean gives = edit.kind() == SchemaEdit.Kind.RETYPE || edit.kind() == SchemaEdit.Kind.ADD;
                type = isHere && gives && edit.type() != null ? edit.type() : place.type();
            }
        }
        return type;
    }

    private void find(AvroPlace at, @Nullable Object datum, List<Step> steps, int depth, List<Field> found) {
        if (depth == steps.size()) {
            return;
        }
        Step step = steps.get(depth);
        if (step instanceof Step.Name name) {
            named(at, datum, name.name(), steps, depth, found);
        } else if (datum instanceof List<?>) {
            @SuppressWarnings("unchecked") // Avro's arrays are lists of any datum
            List<Object> list = (List<Object>) datum;
            int from = step instanceof Step.Index index ? index.index() : 0;
            int to = step instanceof Step.Index index ? Math.min(index.index() + 1, list.size()) : list.size();
            for (int i = from; i < to; i++) {
                enter(item(at, list, i, step instanceof Step.Index), steps, depth, found);
            }
        }
    }

    private void named(
            AvroPlace at, @Nullable Object datum, String name, List<Step> steps, int depth, List<Field> found) {
        if (datum instanceof IndexedRecord record) {
            Schema.Field field = record.getSchema().getField(name);
            if (field != null && record.get(field.pos()) != AvroField.REMOVED) {
                enter(member(at, record, field), steps, depth, found);
            } else if (record instanceof OpenRecord open && open.added().containsKey(name)) {
                enter(added(at, open, name), steps, depth, found);
            }
        } else if (datum instanceof Map<?, ?> anyMap) {
            @SuppressWarnings("unchecked") // Avro's maps hold any datum by its name
            Map<Object, Object> map = (Map<Object, Object>) anyMap;
            for (Object key : map.keySet()) {
                if (key.toString().equals(name)) {
                    enter(entry(at, map, key), steps, depth, found);
                    break;
                }
            }
        }
    }

    private void enter(AvroField field, List<Step> steps, int depth, List<Field> found) {
        if (depth == steps.size() - 1) {
            found.add(field);
        } else {
            find(field.place().as(typeAt(field.place())), field.get(), steps, depth + 1, found);
        }
    }

    private AvroField member(AvroPlace at, IndexedRecord record, Schema.Field field) {
        return new AvroField(this, at.member(field), new AvroField.Slot() {
            @Override
            public @Nullable OpenRecord owner() {
                return record instanceof OpenRecord open ? open : null;
            }

            @Override
            public @Nullable Object get() {
                return record.get(field.pos());
            }

            @Override
            public void put(@Nullable Object value) {
                record.put(field.pos(), value);
            }

            @Override
            public void remove(AvroPlace place) throws Skipped {
                AvroField.requireAll(place);
                record.put(field.pos(), AvroField.REMOVED);
                edit(SchemaEdit.remove(place.steps()));
            }
        });
    }

    private AvroField added(AvroPlace at, OpenRecord record, String name) {
        Schema type = Objects.requireNonNull(record.added().get(name)).type();
        return new AvroField(this, at.added(name, type), new AvroField.Slot() {
            @Override
            public OpenRecord owner() {
                return record;
            }

            @Override
            public @Nullable Object get() {
                OpenRecord.Added added = record.added().get(name);
                return added == null ? AvroField.REMOVED : added.datum();
            }

            @Override
            public void put(@Nullable Object value) {
                record.added().put(name, new OpenRecord.Added(value, type));
            }

            @Override
            public void remove(AvroPlace place) throws Skipped {
                AvroField.requireAll(place);
                record.added().remove(name);
                edit(SchemaEdit.remove(place.steps()));
            }
        });
    }

    private AvroField item(AvroPlace at, List<Object> list, int index, boolean single) {
        return new AvroField(this, at.item(index, single), new AvroField.Slot() {
            @Override
            public @Nullable Object get() {
                return list.get(index);
            }

            @Override
            @SuppressWarnings("NullAway") // an Avro list may hold null, which its type here cannot say
            public void put(@Nullable Object value) {
                list.set(index, value);
            }

            @Override
            public void remove(AvroPlace place) {
                // The gap is closed later, so that the indexes of the fields found together with this one stay right.
                list.set(index, AvroField.REMOVED);
                withGaps.add(list);
            }
        });
    }

    private AvroField entry(AvroPlace at, Map<Object, Object> map, Object key) {
        return new AvroField(this, at.entry(key.toString()), new AvroField.Slot() {
            @Override
            public @Nullable Object get() {
                return map.get(key);
            }

            @Override
            @SuppressWarnings("NullAway") // an Avro map may hold null, which its type here cannot say
            public void put(@Nullable Object value) {
                map.put(key, value);
            }

            @Override
            public void remove(AvroPlace place) {
                map.remove(key);
            }
        });
    }

    void closeGaps() {
        for (List<Object> list : withGaps) {
            list.removeIf(item -> item == AvroField.REMOVED);
        }
        withGaps.clear();
    }
}
