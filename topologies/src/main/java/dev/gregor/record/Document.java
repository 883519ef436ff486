package dev.gregor.record;

import dev.gregor.config.FieldPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record value. Fields are found by path, read and changed in place; what is not changed keeps its exact value
 * and, in JSON, its exact lexeme and position.
 */
public interface Document {

    /** The fields that stand at the path, in the order of the document; empty where the record lacks it. */
    default List<Field> fields(FieldPath path) {
        return fields(path.steps());
    }

    /** The fields that stand at the end of these steps of a path, as {@link #fields(FieldPath)}; for who asks it of every record. */
    List<Field> fields(List<FieldPath.Step> steps);

    /**
     * The fields at the top level, in the order of the document; empty where the value is not an object. A field whose name
     * is empty, which JSON allows, has no path and is not among them.
     */
    List<Field> topLevelFields();

    /** The whole value. */
    Value value();

    /**
     * What a reader of {@link #value()} finds under these names, one inside the other, without making all of it. Of members of
     * the same name it is the last one.
     *
     * @return null if there is no such member
     */
    default @Nullable Value member(List<String> names) {
        Value at = value();
        for (String name : names) {
            if (!(at instanceof Value.Fields fields)) {
                return null;
            }
            at = fields.values().get(name);
        }
        return at;
    }

    /**
     * Adds a field behind the others of its object, or objects.
     *
     * @param path where it is to stand; its last step is a name
     * @throws Skipped if there is no such object, it has the field already, or the format cannot hold the value
     */
    void add(FieldPath path, Value value) throws Skipped;
}
