package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Literal;
import dev.gregor.config.Setting;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

/** A field that nobody announced, behind the others of its object. */
@About(
        family = About.Family.FIELDS,
        does = "a field that nobody announced",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: gate, value: B12}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1750,\"gate\":\"B12\"}"))
public record AddField(
        @Setting("Where the field is to stand: a path that ends with a name")
        FieldPath field,

        @Setting("Its value, of any type") Literal value,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements Fault {

    public AddField {
        if (!(field.steps().get(field.steps().size() - 1) instanceof FieldPath.Step.Name)) {
            throw new InvalidSetting(
                    "field", "'" + field + "' ends with an index; expected a path that ends with a name");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        treatment.addField(field, Literals.valueOf(value));
    }
}
