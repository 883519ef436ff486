package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.List;

/** One class vanishes from the labels: its records are dropped. */
@About(
        family = About.Family.LABELS,
        does = "one class vanishes",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: late, class: false}",
                        before = "{\"origin\": \"DTW\", \"late\": false}",
                        after = "(nothing)"))
public record RemoveClass(
        @Setting("The field of the label: a path") FieldPath field,

        @Setting("The class whose records go, as text, as true or DTW")
        String class_)
        implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        List<Field> labels = treatment.fields(field);
        if (labels.isEmpty()) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "the record has no " + field);
        }
        if (labels.stream().noneMatch(label -> Classes.nameOf(label.value()).equals(class_))) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field + " is of another class");
        }
        treatment.drop();
    }
}
