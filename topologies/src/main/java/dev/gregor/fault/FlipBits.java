package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.BitSet;

/** Some bits of the payload are turned over, each at another place, as by failing memory. */
@About(
        family = About.Family.RECORDS,
        does = "a corrupted payload: some bits are turned over",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{count: 1}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"$istance\": 1750}"))
public record FlipBits(
        @Setting(value = "How many bits, from 1 to 1,000,000; all of them where the value has fewer", byDefault = "1")
        int count)
        implements Fault {

    public FlipBits {
        if (count < 1 || count > 1_000_000) {
            throw new InvalidSetting("count", count + " is out of range; expected a whole number from 1 to 1000000");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] bytes = treatment.bytes().clone();
        if (bytes.length == 0) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "the value has no bits");
        }
        BitSet flipped = new BitSet();
        long bits = Math.min(bytes.length * 8L, Integer.MAX_VALUE);
        for (long left = Math.min(count, bits); left > 0; left--) {
            // The next bit that was not drawn before, so that no two draws undo one another.
            int bit = flipped.nextClearBit(treatment.draw().nextInt((int) bits));
            bit = bit < bits ? bit : flipped.nextClearBit(0);
            flipped.set(bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        treatment.replaceValue(bytes);
    }
}
