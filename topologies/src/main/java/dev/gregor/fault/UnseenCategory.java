package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Literal;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.List;

/** A category that training never saw: one of a list, drawn, or the old one behind a prefix. */
@About(
        family = About.Family.FIELDS,
        does = "a category that training never saw",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: origin}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"unseen-DTW\", \"distance\": 1750}"))
public record UnseenCategory(
        @Setting("The categorical field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "The new categories, one of which is drawn", byDefault = "[]")
        List<Literal> values,

        @Setting(value = "Without values: what stands before the old category", byDefault = "unseen-")
        String prefix,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public UnseenCategory {
        values = List.copyOf(values);
        if (values.isEmpty() && prefix.isEmpty()) {
            throw new InvalidSetting("values", "is empty, and so is 'prefix'; expected a new category in one of them");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        if (field.value() instanceof Value.Null
                || field.value() instanceof Value.Fields
                || field.value() instanceof Value.Items) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no category");
        }
        Value after = values.isEmpty()
                ? new Value.Text(prefix + Classes.nameOf(field.value()))
                : Literals.valueOf(values.get(treatment.draw().nextInt(values.size())));
        Damage.set(field, after);
    }
}
