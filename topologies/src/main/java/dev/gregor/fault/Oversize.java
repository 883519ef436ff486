package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.BytesCodec;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.Arrays;

/** The payload is far larger than usual: JSON and Avro get a field of padding more, other bytes get zeros behind their end. */
@About(
        family = About.Family.RECORDS,
        does = "a payload far larger than usual",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{bytes: 8}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1750,\"gregor_padding\":\"xxxxxxxx\"}"))
public record Oversize(
        @Setting(value = "How many bytes more, from 1 to 100,000,000", byDefault = "500000")
        int bytes,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements Fault {

    private static final FieldPath PADDING = new FieldPath("gregor_padding");

    public Oversize {
        if (bytes < 1 || bytes > 100_000_000) {
            throw new InvalidSetting("bytes", bytes + " is out of range; expected a whole number from 1 to 100000000");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        if (treatment.codec() instanceof BytesCodec) {
            byte[] before = treatment.bytes();
            treatment.replaceValue(Arrays.copyOf(before, before.length + bytes));
        } else {
            treatment.addField(PADDING, new Value.Text("x".repeat(bytes)));
        }
    }
}
