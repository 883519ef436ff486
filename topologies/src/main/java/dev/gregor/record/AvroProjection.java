package dev.gregor.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Brings a changed datum into the shape of its derived schema: records lose the fields that the schema lost. */
final class AvroProjection {
    private AvroProjection() {}

    static @Nullable Object project(@Nullable Object datum, Schema to) {
        if (datum instanceof IndexedRecord record) {
            return record(record, branchOf(to, record));
        } else if (datum instanceof List<?> list) {
            return list(list, elementOf(to));
        } else if (datum instanceof Map<?, ?> map) {
            return map(map, valueOf(to));
        }
        return datum;
    }

    private static IndexedRecord record(IndexedRecord record, Schema to) {
        GenericData.Record result = new GenericData.Record(to);
        for (Schema.Field field : to.getFields()) {
            result.put(field.pos(), project(datum(record, field), field.schema()));
        }
        return result;
    }

    private static @Nullable Object datum(IndexedRecord record, Schema.Field field) {
        Schema.Field old = record.getSchema().getField(field.name());
        if (old != null && record.get(old.pos()) != AvroField.REMOVED) {
            return record.get(old.pos());
        }
        OpenRecord.Added added =
                record instanceof OpenRecord open ? open.added().get(field.name()) : null;
        // Of the items of an array one may have got a field; the others have it by its default.
        return added != null ? added.datum() : GenericData.get().getDefaultValue(field);
    }

    private static List<@Nullable Object> list(List<?> list, Schema element) {
        List<@Nullable Object> result = new ArrayList<>(list.size());
        for (Object item : list) {
            result.add(project(item, element));
        }
        return result;
    }

    private static Map<Object, @Nullable Object> map(Map<?, ?> map, Schema value) {
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, item) -> result.put(key, project(item, value)));
        return result;
    }

    private static Schema branchOf(Schema to, IndexedRecord record) {
        return branch(to, Type.RECORD, record.getSchema().getFullName());
    }

    private static Schema elementOf(Schema to) {
        Schema array = branch(to, Type.ARRAY, "");
        return array.getElementType();
    }

    private static Schema valueOf(Schema to) {
        return branch(to, Type.MAP, "").getValueType();
    }

    private static Schema branch(Schema schema, Type type, String name) {
        if (schema.getType() != Type.UNION) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(s -> s.getType() == type
                        && (name.isEmpty() || s.getFullName().equals(name)))
                .findFirst()
                .orElse(schema);
    }
}
