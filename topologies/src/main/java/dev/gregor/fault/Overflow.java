package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An integer wraps, as it would in fewer bits. */
@About(
        family = About.Family.FIELDS,
        does = "an integer wraps as it would in 8, 16 or 32 bits",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, bits: 8, signed: false}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 214}"))
public record Overflow(
        @Setting("The field with an integer: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("How many bits it has: 8, 16 or 32") int bits,

        @Setting(value = "Whether the highest of them is the sign", byDefault = "true")
        boolean signed)
        implements FieldFault {

    public Overflow {
        if (bits != 8 && bits != 16 && bits != 32) {
            throw new InvalidSetting("bits", bits + " is no size of an integer; expected 8, 16 or 32");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        BigDecimal before = Numbers.exact(field);
        if (before.stripTrailingZeros().scale() > 0) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no whole number");
        }
        BigInteger range = BigInteger.ONE.shiftLeft(bits);
        BigInteger wrapped = before.toBigInteger().mod(range);
        if (signed && wrapped.testBit(bits - 1)) {
            wrapped = wrapped.subtract(range);
        }
        Numbers.set(field, before, new BigDecimal(wrapped));
    }
}
