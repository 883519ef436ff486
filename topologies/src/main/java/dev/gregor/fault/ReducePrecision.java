package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

/** What another numeric library or runtime does to a number: fewer bits or digits. */
@About(
        family = About.Family.FIELDS,
        does = "what a changed numeric library or runtime does to a number",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: probability, to: float16}",
                        before = "{\"probability\": 0.1}",
                        after = "{\"probability\": 0.0999755859375}"))
public record ReducePrecision(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("What the number becomes: float32, float16, bfloat16, integer, or decimals {digits}")
        Precision to,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        double before = Numbers.floating(field);
        Numbers.set(field, before, to.of(before));
    }
}
