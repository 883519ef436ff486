package dev.gregor.record;

import dev.gregor.config.FieldPath.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * One change of a schema, at a place in it. Places inside an array or a map stand for all their items, since these share
 * one schema.
 *
 * @param place the steps to the place; {@code All} enters the items of an array or the values of a map
 * @param type the new type of the place; null to take the field away
 */
record SchemaEdit(List<Step> place, @Nullable Schema type) {
    SchemaEdit {
        place = List.copyOf(place);
    }

    /** The schema after all edits, in their order. */
    static Schema applyAll(Schema schema, List<SchemaEdit> edits) throws Skipped {
        try {
            Schema result = schema;
            for (SchemaEdit edit : edits) {
                result = edit.apply(result, 0);
            }
            // A named type that is now defined in two ways is written only once, and shows when it is read back.
            Schema readBack = new Schema.Parser().parse(result.toString());
            if (!readBack.equals(result)) {
                throw new Skipped(
                        SkipReason.UNENCODABLE, "a named Avro type cannot change in one of the places that use it");
            }
            return readBack;
        } catch (AvroRuntimeException e) {
            throw new Skipped(SkipReason.UNENCODABLE, "no Avro schema can be derived: " + e.getMessage());
        }
    }

    private Schema apply(Schema schema, int depth) throws Skipped {
        if (depth == place.size()) {
            if (type == null) {
                throw new Skipped(
                        SkipReason.UNENCODABLE, "only a field of a record can be taken out of an Avro schema");
            }
            return type;
        }
        return switch (schema.getType()) {
            case UNION -> union(schema, depth);
            case ARRAY -> Schema.createArray(apply(schema.getElementType(), depth + 1));
            case MAP -> Schema.createMap(apply(schema.getValueType(), depth + 1));
            case RECORD -> record(schema, depth);
            default -> throw new Skipped(SkipReason.NOT_APPLICABLE, "a " + schema.getType() + " has no fields");
        };
    }

    private Schema union(Schema union, int depth) throws Skipped {
        List<Schema> branches = new ArrayList<>();
        for (Schema branch : union.getTypes()) {
            branches.add(leadsOn(branch, place.get(depth)) ? apply(branch, depth) : branch);
        }
        return Schema.createUnion(branches);
    }

    private static boolean leadsOn(Schema branch, Step step) {
        return step instanceof Step.Name name
                ? branch.getType() == Type.RECORD && branch.getField(name.name()) != null
                : branch.getType() == Type.ARRAY || branch.getType() == Type.MAP;
    }

    private Schema record(Schema record, int depth) throws Skipped {
        Step.Name step = (Step.Name) place.get(depth);
        List<Field> fields = new ArrayList<>();
        for (Field field : record.getFields()) {
            if (!field.name().equals(step.name())) {
                fields.add(new Field(field, field.schema()));
            } else if (type != null || depth < place.size() - 1) {
                fields.add(changed(field, apply(field.schema(), depth + 1)));
            }
        }
        Schema result = Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), record.isError());
        record.getAliases().forEach(result::addAlias);
        record.getObjectProps().forEach(result::addProp);
        result.setFields(fields);
        return result;
    }

    private static Field changed(Field field, Schema schema) {
        // A default of the old type would not be one of the new.
        Field result = new Field(field.name(), schema, field.doc(), (Object) null, field.order());
        field.aliases().forEach(result::addAlias);
        field.getObjectProps().forEach(result::addProp);
        return result;
    }
}
