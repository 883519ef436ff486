package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Skipped;
import org.jspecify.annotations.Nullable;

/** The payload is garbage. */
@About(
        family = About.Family.RECORDS,
        does = "garbage",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{length: 4}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "bytes c1 67 5e 0b"))
public record RandomBytes(
        @Setting("How many bytes, from 0 to 1,000,000; as many as before if left out") @Nullable
        Integer length) implements Fault {

    public RandomBytes {
        if (length != null && (length < 0 || length > 1_000_000)) {
            throw new InvalidSetting("length", length + " is out of range; expected a whole number from 0 to 1000000");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] bytes = new byte[length == null ? treatment.bytes().length : length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) treatment.draw().nextLong();
        }
        treatment.replaceValue(bytes);
    }

    @Override
    public boolean replacesTheValue() {
        return true;
    }
}
