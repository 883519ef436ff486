package dev.gregor.record;

import dev.gregor.config.FieldPath.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/** The Avro types that values need. */
final class AvroTypes {
    private static final Map<Type, Schema> SIMPLE = new EnumMap<>(Type.class);

    static {
        for (Type type : List.of(Type.NULL, Type.BOOLEAN, Type.LONG, Type.DOUBLE, Type.STRING, Type.BYTES)) {
            SIMPLE.put(type, Schema.create(type));
        }
    }

    /** More than an experiment needs; what is beyond is made anew each time. */
    private static final int MOST_REMEMBERED = 1_000;

    /** A fault gives the same place the same type in record after record, and a union is costly to make. */
    private static final Map<Widening, Schema> WIDENED = new ConcurrentHashMap<>();

    private AvroTypes() {}

    private record Widening(Schema old, Schema natural, boolean isShared) {}

    /**
     * The type that a place gets so that it holds the value. A null is added to the old type, and so is the new type where
     * other values share the place; else the new type takes the place of the old one, which keeps its null.
     */
    static Schema widen(Schema old, Value value, AvroPlace place) throws Skipped {
        Schema natural = simple(value);
        if (natural == null || !isBare(old)) {
            return widen(old, natural == null ? of(value, nameOf(place)) : natural, place.isShared());
        }
        Widening widening = new Widening(old, natural, place.isShared());
        Schema known = WIDENED.get(widening);
        if (known == null) {
            known = widen(old, natural, place.isShared());
            if (WIDENED.size() < MOST_REMEMBERED) {
                WIDENED.put(widening, known);
            }
        }
        return known;
    }

    /** Whether the type is all that its name says; others may be equal and yet have other documentation. */
    private static boolean isBare(Schema type) {
        return switch (type.getType()) {
            case RECORD, ENUM, FIXED, ARRAY, MAP -> false;
            case UNION -> !type.hasProps() && areBare(type.getTypes());
            default -> !type.hasProps();
        };
    }

    private static boolean areBare(List<Schema> types) {
        for (Schema type : types) {
            if (!isBare(type)) {
                return false;
            }
        }
        return true;
    }

    private static Schema widen(Schema old, Schema natural, boolean isShared) {
        Set<Schema> branches = new LinkedHashSet<>();
        List<Schema> oldBranches = old.getType() == Type.UNION ? old.getTypes() : List.of(old);
        if (natural.getType() == Type.NULL) {
            branches.add(natural);
            branches.addAll(oldBranches);
        } else {
            for (Schema branch : oldBranches) {
                if (branch.getType() == Type.NULL || (isShared && canStandBeside(branch, natural))) {
                    branches.add(branch);
                }
            }
            branches.add(natural);
        }
        return branches.size() == 1 ? branches.iterator().next() : Schema.createUnion(new ArrayList<>(branches));
    }

    /** Whether a union may have both types: of the nameless ones it takes one of a kind. */
    private static boolean canStandBeside(Schema old, Schema added) {
        return old.getType() != added.getType()
                || (old.getType() == Type.RECORD && !old.getFullName().equals(added.getFullName()));
    }

    /** What a record type at the place is called: the same for all items of an array, since they share one type. */
    static String nameOf(AvroPlace place) {
        return "object_"
                + place.steps().stream()
                        .map(step -> step instanceof Step.Name name ? name.name() : "item")
                        .collect(Collectors.joining("_"));
    }

    /** The type that a value has by itself. */
    static Schema of(Value value, String name) throws Skipped {
        if (value instanceof Value.Items items) {
            return Schema.createArray(common(items.values(), name + "_item"));
        } else if (value instanceof Value.Fields fields) {
            return record(fields, name);
        }
        return Objects.requireNonNull(simple(value));
    }

    /** The type of a value that holds no others; null for one that does. */
    private static @Nullable Schema simple(Value value) {
        if (value instanceof Value.Items || value instanceof Value.Fields) {
            return null;
        } else if (value instanceof Value.Bool) {
            return SIMPLE.get(Type.BOOLEAN);
        } else if (value instanceof Value.Num num) {
            return SIMPLE.get(num.isLong() ? Type.LONG : Type.DOUBLE);
        } else if (value instanceof Value.Text) {
            return SIMPLE.get(Type.STRING);
        } else if (value instanceof Value.Bytes) {
            return SIMPLE.get(Type.BYTES);
        }
        return SIMPLE.get(Type.NULL);
    }

    private static Schema common(List<Value> items, String name) throws Skipped {
        Set<Schema> types = new LinkedHashSet<>();
        for (Value item : items) {
            types.add(of(item, name));
        }
        if (types.isEmpty()) {
            return Schema.create(Type.NULL);
        }
        return types.size() == 1 ? types.iterator().next() : Schema.createUnion(new ArrayList<>(types));
    }

    private static Schema record(Value.Fields fields, String name) throws Skipped {
        Schema record = Schema.createRecord(name, null, null, false);
        List<Schema.Field> members = new ArrayList<>();
        for (var field : fields.values().entrySet()) {
            requireName(field.getKey());
            members.add(new Schema.Field(field.getKey(), of(field.getValue(), name + "_" + field.getKey())));
        }
        record.setFields(members);
        return record;
    }

    /**
     * Makes sure that a field may have this name.
     *
     * @throws Skipped with {@link SkipReason#UNENCODABLE} if Avro has no such names
     */
    static void requireName(String name) throws Skipped {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new Skipped(SkipReason.UNENCODABLE, "'" + name + "' is not a name in Avro");
        }
    }
}
