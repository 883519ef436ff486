package dev.gregor.fault;

import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a number is reduced to. Rounding is to the nearest, ties to even, as IEEE 754 has it. */
public sealed interface Precision {

    double of(double number);

    /** IEEE 754 single precision: 24 significant bits. */
    record Float32() implements Precision {
        @Override
        public double of(double number) {
            return (float) number;
        }
    }

    /** IEEE 754 half precision: 11 significant bits, largest 65504; beyond is infinite. */
    record Float16() implements Precision {
        private static final double SMALLEST_STEP = 0x1p-24;
        private static final double INFINITE_FROM = 65520;

        @Override
        public double of(double number) {
            double size = Math.abs(number);
            if (size >= INFINITE_FROM) {
                return Math.copySign(Double.POSITIVE_INFINITY, number);
            }
            double step = Math.max(SMALLEST_STEP, Math.scalb(1.0, Math.getExponent(size) - 10));
            return Math.rint(number / step) * step;
        }
    }

    /** The upper half of single precision: 8 significant bits. */
    record Bfloat16() implements Precision {
        @Override
        public double of(double number) {
            float single = (float) number;
            if (!Float.isFinite(single)) {
                return single;
            }
            int bits = Float.floatToRawIntBits(single);
            int rounded = bits + 0x7fff + (bits >>> 16 & 1);
            return Float.intBitsToFloat(rounded & 0xffff_0000);
        }
    }

    /** No digits behind the point: what is there is cut off, as a cast does. */
    record Integer_() implements Precision {
        @Override
        public double of(double number) {
            return number < 0 ? Math.ceil(number) : Math.floor(number);
        }
    }

    /** So many digits behind the point. */
    record Decimals(
            @Setting("How many digits behind the point, from 0 to 15")
            int digits) implements Precision {
        public Decimals {
            if (digits < 0 || digits > 15) {
                throw new InvalidSetting("digits", digits + " is out of range; expected a whole number from 0 to 15");
            }
        }

        @Override
        public double of(double number) {
            return new BigDecimal(Double.toString(number))
                    .setScale(digits, RoundingMode.HALF_EVEN)
                    .doubleValue();
        }
    }
}
