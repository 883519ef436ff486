package dev.gregor.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

/** The Avro types that values need. */
final class AvroTypes {
    private AvroTypes() {}

    /**
     * The type that a place gets so that it holds the value. A null is added to the old type, and so is the new type where
     * other values share the place; else the new type takes the place of the old one, which keeps its null.
     */
    static Schema widen(Schema old, Value value, AvroPlace place) throws Skipped {
        Set<Schema> branches = new LinkedHashSet<>();
        List<Schema> oldBranches = old.getType() == Type.UNION ? old.getTypes() : List.of(old);
        if (value instanceof Value.Null) {
            branches.add(Schema.create(Type.NULL));
            branches.addAll(oldBranches);
        } else {
            Schema natural = of(value, place.path());
            for (Schema branch : oldBranches) {
                if (branch.getType() == Type.NULL || (place.isShared() && branch.getType() != natural.getType())) {
                    branches.add(branch);
                }
            }
            branches.add(natural);
        }
        return branches.size() == 1 ? branches.iterator().next() : Schema.createUnion(new ArrayList<>(branches));
    }

    /** The type that a value has by itself. */
    private static Schema of(Value value, String path) throws Skipped {
        if (value instanceof Value.Bool) {
            return Schema.create(Type.BOOLEAN);
        } else if (value instanceof Value.Num num) {
            return Schema.create(num.isWhole() ? Type.LONG : Type.DOUBLE);
        } else if (value instanceof Value.Text) {
            return Schema.create(Type.STRING);
        } else if (value instanceof Value.Bytes) {
            return Schema.create(Type.BYTES);
        } else if (value instanceof Value.Items items) {
            return Schema.createArray(common(items.values(), path));
        } else if (value instanceof Value.Fields fields) {
            return record(fields, path);
        }
        return Schema.create(Type.NULL);
    }

    private static Schema common(List<Value> items, String path) throws Skipped {
        Set<Schema> types = new LinkedHashSet<>();
        for (Value item : items) {
            types.add(of(item, path));
        }
        return types.size() == 1 ? types.iterator().next() : Schema.createUnion(new ArrayList<>(types));
    }

    private static Schema record(Value.Fields fields, String path) throws Skipped {
        String name = "object_" + path.replaceAll("[^A-Za-z0-9_]+", "_");
        Schema record = Schema.createRecord(name, null, null, false);
        List<Schema.Field> members = new ArrayList<>();
        for (var field : fields.values().entrySet()) {
            if (!field.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new Skipped(SkipReason.UNENCODABLE, "'" + field.getKey() + "' is not a name in Avro");
            }
            members.add(new Schema.Field(field.getKey(), of(field.getValue(), path + "." + field.getKey())));
        }
        record.setFields(members);
        return record;
    }
}
