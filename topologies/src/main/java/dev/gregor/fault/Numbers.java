package dev.gregor.fault;

import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The number of a field, and the number that a fault makes of it. */
final class Numbers {
    /** Beyond so many digits before or behind the point, arithmetic would cost more than any number is worth. */
    private static final int MOST_DIGITS = 2_000;

    private static final int DOUBLE_DIGITS = 17;
    private static final int LONGEST_WHOLE = 40;

    private Numbers() {}

    /**
     * The exact number of a field.
     *
     * @throws Skipped if the field is no finite number of reasonable size
     */
    static BigDecimal exact(Field field) throws Skipped {
        if (!(field.value() instanceof Value.Num number) || !number.isFinite()) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no finite number");
        }
        BigDecimal exact = new BigDecimal(number.lexeme());
        if (exact.precision() > MOST_DIGITS || Math.abs((long) exact.scale()) > MOST_DIGITS) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " has too many digits to reckon with");
        }
        return exact;
    }

    /** As {@link #exact}, in floating point. */
    static double floating(Field field) throws Skipped {
        return exact(field).doubleValue();
    }

    /** Rounds to what a double could tell, or to the digits that the number before had, if these are more. */
    static BigDecimal rounded(BigDecimal result, BigDecimal before) {
        return result.round(new MathContext(Math.max(DOUBLE_DIGITS, before.precision()), RoundingMode.HALF_EVEN));
    }

    /**
     * Gives the field another number: whole without a point, else in as few digits as say the same.
     *
     * @throws Skipped if it is the same number
     */
    static void set(Field field, BigDecimal before, BigDecimal after) throws Skipped {
        if (after.compareTo(before) == 0) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " stays the same number");
        }
        field.set(new Value.Num(lexeme(after)));
    }

    /** As {@link #set(Field, BigDecimal, BigDecimal)}, in floating point; NaN and infinities are allowed. */
    static void set(Field field, double before, double after) throws Skipped {
        if (Double.compare(before, after) == 0) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " stays the same number");
        }
        field.set(new Value.Num(lexeme(after)));
    }

    /** A double in as few digits as say the same; NaN and infinities as Java writes them. */
    static String lexeme(double number) {
        return Double.isFinite(number) ? lexeme(new BigDecimal(Double.toString(number))) : Double.toString(number);
    }

    private static String lexeme(BigDecimal number) {
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean isShort = Math.abs((long) plain.scale()) + plain.precision() <= LONGEST_WHOLE;
        return isShort ? plain.toPlainString() : plain.toString();
    }
}
