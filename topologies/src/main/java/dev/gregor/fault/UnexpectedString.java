package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.List;

/** Text in a field that never held it, as N/A where a number is missing. One of the values is drawn. */
@About(
        family = About.Family.FIELDS,
        does = "text in a field that never held it (N/A, unknown, -)",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, values: [N/A]}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": \"N/A\"}"))
public record UnexpectedString(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "The texts, one of which is drawn", byDefault = "['N/A', unknown, '-']")
        List<String> values,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public UnexpectedString {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new InvalidSetting("values", "is empty; expected at least one text");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        Value after = new Value.Text(values.get(treatment.draw().nextInt(values.size())));
        Damage.set(field, after);
    }
}
