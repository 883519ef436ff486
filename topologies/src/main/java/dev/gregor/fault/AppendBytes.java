package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Skipped;
import java.util.Arrays;

/** Bytes stand behind the end of the payload. Many decoders ignore them without a word; this fault exists to find those. */
@About(
        family = About.Family.RECORDS,
        does = "bytes behind the end, which many decoders silently ignore",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{count: 3}",
                        before = "{\"origin\": \"DTW\"}",
                        after = "bytes 7b 22 6f 72 69 67 69 6e 22 3a 20 22 44 54 57 22 7d c1 67 5e"))
public record AppendBytes(
        @Setting(value = "How many, drawn; from 1 to 1,000,000", byDefault = "1")
        int count) implements Fault {

    public AppendBytes {
        if (count < 1 || count > 1_000_000) {
            throw new InvalidSetting("count", count + " is out of range; expected a whole number from 1 to 1000000");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] before = treatment.bytes();
        byte[] after = Arrays.copyOf(before, before.length + count);
        for (int i = before.length; i < after.length; i++) {
            after[i] = (byte) treatment.draw().nextLong();
        }
        treatment.replaceValue(after);
    }
}
