package dev.gregor.config;

/** A share of a whole. */
@Scalar(expected = "a number from 0 to 1")
public record Fraction(double value) {
    public static final Fraction ALL = new Fraction(1);

    public Fraction {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidSetting("", value + " is not a number from 0 to 1");
        }
    }
}
