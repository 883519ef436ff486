package dev.gregor.record;

import dev.gregor.config.FieldPath.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * One change of a schema, at a place in it. Places inside an array or a map stand for all their items, since these share
 * one schema.
 *
 * @param kind what changes
 * @param place the steps to the place; {@code All} enters the items of an array or the values of a map
 * @param type the new type of the place; null where there is none
 * @param name the new name of the field; empty where it keeps its own
 */
record SchemaEdit(Kind kind, List<Step> place, @Nullable Schema type, String name) {
    /** What changes. */
    enum Kind {
        RETYPE,
        REMOVE,
        RENAME,
        ADD
    }

    SchemaEdit {
        place = List.copyOf(place);
    }

    static SchemaEdit retype(List<Step> place, Schema type) {
        return new SchemaEdit(Kind.RETYPE, place, type, "");
    }

    static SchemaEdit remove(List<Step> place) {
        return new SchemaEdit(Kind.REMOVE, place, null, "");
    }

    static SchemaEdit rename(List<Step> place, String name) {
        return new SchemaEdit(Kind.RENAME, place, null, name);
    }

    static SchemaEdit add(List<Step> place, Schema type) {
        return new SchemaEdit(Kind.ADD, place, type, "");
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
            branches.add(leadsOn(branch, depth) ? apply(branch, depth) : branch);
        }
        return Schema.createUnion(branches);
    }

    private boolean leadsOn(Schema branch, int depth) {
        if (place.get(depth) instanceof Step.Name name) {
            boolean adds = kind == Kind.ADD && depth == place.size() - 1;
            return branch.getType() == Type.RECORD && (adds || branch.getField(name.name()) != null);
        }
        return branch.getType() == Type.ARRAY || branch.getType() == Type.MAP;
    }

    private Schema record(Schema record, int depth) throws Skipped {
        Step.Name step = (Step.Name) place.get(depth);
        boolean isHere = depth == place.size() - 1;
        List<Field> fields = new ArrayList<>();
        for (Field field : record.getFields()) {
            if (!field.name().equals(step.name())) {
                fields.add(new Field(field, field.schema()));
            } else if (isHere && kind == Kind.RENAME) {
                fields.add(renamed(field));
            } else if (!isHere || kind != Kind.REMOVE) {
                fields.add(changed(field, apply(field.schema(), depth + 1)));
            }
        }
        if (isHere && kind == Kind.ADD && type != null) {
            fields.add(new Field(step.name(), type, null, defaultOf(type)));
        }
        Schema result = Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), record.isError());
        record.getAliases().forEach(result::addAlias);
        record.getObjectProps().forEach(result::addProp);
        result.setFields(fields);
        return result;
    }

    private Field renamed(Field field) {
        Field result = field.hasDefaultValue()
                ? new Field(name, field.schema(), field.doc(), field.defaultVal(), field.order())
                : new Field(name, field.schema(), field.doc(), (Object) null, field.order());
        field.getObjectProps().forEach(result::addProp);
        return result;
    }

    private static Field changed(Field field, Schema schema) {
        // A default of the old type would not be one of the new.
        Field result = new Field(field.name(), schema, field.doc(), (Object) null, field.order());
        field.aliases().forEach(result::addAlias);
        field.getObjectProps().forEach(result::addProp);
        return result;
    }

    /** A new field has a default where its type has a natural one, so that a registry takes it as compatible. */
    private static @Nullable Object defaultOf(Schema type) {
        return switch (type.getType()) {
            case NULL -> JsonProperties.NULL_VALUE;
            case STRING -> "";
            case BOOLEAN -> false;
            case INT, LONG -> 0;
            case FLOAT, DOUBLE -> 0.0;
            default -> null;
        };
    }
}
