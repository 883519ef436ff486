package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.record.Skipped;

/** The value names a schema that the registry does not know, as where a producer writes with the registry of another environment. */
@About(
        family = About.Family.RECORDS,
        does = "serialisation that disagrees with the registry: a schema id that it does not know",
        formats = {Format.AVRO},
        example = @About.Example(with = "{}", before = "bytes 00 00000001 0a", after = "bytes 00 7e000001 0a"))
public record UnknownSchemaId() implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] before = treatment.bytes();
        int id = SchemaIds.of(before);
        treatment.replaceValue(SchemaIds.with(before, SchemaIds.FIRST_UNKNOWN | (id & SchemaIds.LOW_BITS)));
    }
}
