package dev.gregor.record;

import dev.gregor.config.FieldPath.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

/**
 * Where a field stands in an Avro value and in its schema.
 *
 * @param path in the value, as {@code lines[2].price}
 * @param steps in the schema, where all items of an array or a map are one place
 * @param type the type of the place
 * @param oneOfMany whether the path picked one item of an array or a map, whose others keep their type
 */
record AvroPlace(String path, List<Step> steps, Schema type, boolean oneOfMany) {

    /** The same place with the type that an edit gave it. */
    AvroPlace as(Schema newType) {
        return new AvroPlace(path, steps, newType, oneOfMany);
    }

    AvroPlace member(Schema.Field field) {
        return new AvroPlace(
                Paths.name(path, field.name()), with(new Step.Name(field.name())), field.schema(), oneOfMany);
    }

    /** The place of another member of the same record. */
    AvroPlace sibling(String name, Schema siblingType) {
        List<Step> beside = new ArrayList<>(steps.subList(0, steps.size() - 1));
        beside.add(new Step.Name(name));
        return new AvroPlace(Paths.sibling(path, lastName(), name), beside, siblingType, oneOfMany);
    }

    /** The name of the field, where the last step is one. */
    String lastName() {
        return steps.get(steps.size() - 1) instanceof Step.Name name ? name.name() : "";
    }

    /** The place of a member that the record's schema does not have. */
    AvroPlace added(String name, Schema memberType) {
        return new AvroPlace(Paths.name(path, name), with(new Step.Name(name)), memberType, oneOfMany);
    }

    AvroPlace item(int index, boolean single) {
        return new AvroPlace(
                Paths.index(path, index),
                with(new Step.All()),
                branch(Type.ARRAY).getElementType(),
                oneOfMany || single);
    }

    AvroPlace entry(String key) {
        return new AvroPlace(
                Paths.name(path, key), with(new Step.All()), branch(Type.MAP).getValueType(), true);
    }

    /** Whether the place is shared by many values, so that a new type must also hold the old one. */
    boolean isShared() {
        for (Step step : steps) {
            if (step instanceof Step.All) {
                return true;
            }
        }
        return false;
    }

    private Schema branch(Type wanted) {
        if (type.getType() != Type.UNION) {
            return type;
        }
        return type.getTypes().stream()
                .filter(s -> s.getType() == wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(path + " is no " + wanted));
    }

    private List<Step> with(Step step) {
        if (steps.isEmpty()) {
            return List.of(step);
        }
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }
}
