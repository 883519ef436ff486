package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Scalar;
import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.ArrayList;
import java.util.List;

/** The fields that a fault damages: one path, several, or {@code any} for one field of the top level, drawn per record. */
@Scalar(expected = "a field path, a list of them, or any")
public record FieldChoice(List<FieldPath> paths) {
    private static final FieldPath ANY = new FieldPath("any");

    public FieldChoice {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new InvalidSetting("", "no field is named; expected a field path, a list of them, or any");
        }
        if (paths.size() > 1 && paths.contains(ANY)) {
            throw new InvalidSetting("", "'any' cannot stand among other fields; expected it alone");
        }
        for (FieldPath path : paths) {
            requireApart(path, paths);
        }
    }

    /** A field can be damaged only once: after the first time its place may hold something else, or nothing. */
    private static void requireApart(FieldPath path, List<FieldPath> paths) {
        List<FieldPath> inside =
                paths.stream().filter(other -> path.covers(other.text())).toList();
        if (inside.size() > 1) {
            throw new InvalidSetting(
                    "",
                    "'" + inside.get(inside.size() - 1) + "' is '" + path + "' once more, or lies within it; expected"
                            + " fields that have nothing in common");
        }
    }

    /** All fields that could be chosen of a record: for {@code any}, those of the top level. */
    List<Field> all(Treatment treatment) throws Skipped {
        if (paths.contains(ANY)) {
            return treatment.topLevelFields();
        }
        List<Field> fields = new ArrayList<>();
        for (FieldPath path : paths) {
            fields.addAll(treatment.fields(path));
        }
        return fields;
    }

    /**
     * The chosen fields of one record.
     *
     * @return at least one field
     * @throws Skipped with {@link SkipReason#NO_SUCH_FIELD} if the record lacks them all
     */
    List<Field> of(Treatment treatment) throws Skipped {
        List<Field> fields = all(treatment);
        if (paths.contains(ANY) && !fields.isEmpty()) {
            fields = List.of(fields.get(treatment.draw().nextInt(fields.size())));
        }
        if (fields.isEmpty()) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "the record has no " + paths);
        }
        return fields;
    }
}
