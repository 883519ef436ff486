package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.record.Document;
import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.List;

/** The one label of a record. */
final class Labelled {
    private Labelled() {}

    /** The label in a value. */
    static Value in(Document document, FieldPath field) throws Skipped {
        return only(document.fields(field), field).value();
    }

    /** Gives the record under treatment another label. */
    static void set(Treatment treatment, FieldPath field, Value label) throws Skipped {
        Field own = of(treatment, field);
        if (own.value().equals(label)) {
            throw new Skipped(SkipReason.NO_EFFECT, field + " is the same there");
        }
        own.set(label);
    }

    /** The field of the label of the record under treatment. */
    static Field of(Treatment treatment, FieldPath field) throws Skipped {
        return only(treatment.fields(field), field);
    }

    private static Field only(List<Field> fields, FieldPath field) throws Skipped {
        if (fields.isEmpty()) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "the record has no " + field);
        }
        return fields.get(0);
    }
}
