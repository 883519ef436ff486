package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.record.Skipped;

/** The value does not begin with the magic byte of the wire format, as where a producer uses another serializer. */
@About(
        family = About.Family.RECORDS,
        does = "serialisation that disagrees with the registry: no magic byte",
        formats = {Format.AVRO},
        example = @About.Example(with = "{}", before = "bytes 00 00000001 0a", after = "bytes 01 00000001 0a"))
public record WrongMagicByte() implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] bytes = SchemaIds.requireWireFormat(treatment.bytes()).clone();
        bytes[0] = 1;
        treatment.replaceValue(bytes);
    }
}
