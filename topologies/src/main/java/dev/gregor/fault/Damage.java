package dev.gregor.fault;

import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** What faults in fields have in common. */
final class Damage {
    private Damage() {}

    /**
     * Gives the field another value.
     *
     * @throws Skipped with {@link SkipReason#NO_EFFECT} if it has this value already
     */
    static void set(Field field, Value after) throws Skipped {
        if (after.equals(field.value())) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " stays as it is");
        }
        field.set(after);
    }

    /**
     * The text of a field.
     *
     * @throws Skipped with {@link SkipReason#NOT_APPLICABLE} if it holds none
     */
    static String textOf(Field field) throws Skipped {
        if (!(field.value() instanceof Value.Text text)) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no text");
        }
        return text.value();
    }
}
