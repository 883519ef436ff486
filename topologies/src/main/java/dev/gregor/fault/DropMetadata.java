package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

/** An entry of a model registry without its metadata. */
@About(
        family = About.Family.LABELS,
        does = "a registry entry without its metadata",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{fields: unit}",
                        before = "{\"model\": \"delay\", \"unit\": \"miles\"}",
                        after = "{\"model\": \"delay\"}"))
public record DropMetadata(
        @Setting("The fields that go: a path, a list of paths, or any")
        FieldChoice fields,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public FieldChoice field() {
        return fields;
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        field.remove();
    }
}
