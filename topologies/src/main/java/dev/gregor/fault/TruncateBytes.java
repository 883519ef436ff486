package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The payload is cut off, as by a buffer that was too small. */
@About(
        family = About.Family.RECORDS,
        does = "a payload cut off",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{at: 20}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"d"))
public record TruncateBytes(
        @Setting("How many bytes are left, 0 or more; half of them if left out") @Nullable
        Integer at) implements Fault {

    public TruncateBytes {
        if (at != null && at < 0) {
            throw new InvalidSetting("at", at + " is no length; expected 0 or more bytes");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] before = treatment.bytes();
        int left = at == null ? before.length / 2 : at;
        if (left >= before.length) {
            throw new Skipped(SkipReason.NO_EFFECT, "the value has no more than " + left + " bytes");
        }
        treatment.replaceValue(Arrays.copyOf(before, left));
    }
}
