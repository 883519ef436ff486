package dev.gregor.config;

import java.util.Optional;

/** What makes a control output and a treatment output a pair: the header {@code gregor-id}, the key, or an expression. */
@Scalar(expected = "header, key, or a CEL expression over the output")
public record PairBy(String value) {
    public static final PairBy HEADER = new PairBy("header");
    public static final PairBy KEY = new PairBy("key");

    public PairBy {
        if (!value.equals("header") && !value.equals("key")) {
            new Expression(value);
        }
    }

    public boolean isHeader() {
        return equals(HEADER);
    }

    public boolean isKey() {
        return equals(KEY);
    }

    /** The expression whose value is the pair id; empty where header or key is. */
    public Optional<Expression> expression() {
        return isHeader() || isKey() ? Optional.empty() : Optional.of(new Expression(value));
    }
}
