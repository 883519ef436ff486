package dev.gregor.record;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a field, the same for every format. */
public sealed interface Value {

    /** The value as plain Java: null, Boolean, Long, Double, String, byte[], List or Map. */
    @Nullable
    Object toJava();

    /** No value. */
    record Null() implements Value {
        public static final Null NULL = new Null();

        @Override
        public @Nullable Object toJava() {
            return null;
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public Object toJava() {
            return value;
        }
    }

    /**
     * A number, by the text that it is written as. NaN and the infinities are numbers too.
     *
     * @param lexeme as {@code 12.50}, {@code 1e3}, {@code NaN}, {@code -Infinity}
     */
    record Num(String lexeme) implements Value {
        private static final int LONGEST_LONG = Long.toString(Long.MIN_VALUE).length();

        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        public static Num of(double value) {
            return new Num(Double.toString(value));
        }

        public double toDouble() {
            return Double.parseDouble(lexeme);
        }

        /** Whether the text is a whole number without fraction or exponent. */
        public boolean isWhole() {
            for (int i = lexeme.charAt(0) == '-' ? 1 : 0; i < lexeme.length(); i++) {
                if (lexeme.charAt(i) < '0' || lexeme.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }

        /** Whether the text is a whole number that 64 bits hold. */
        public boolean isLong() {
            return isWhole()
                    && lexeme.length() <= LONGEST_LONG
                    && (lexeme.length() < LONGEST_LONG - 1 || new BigInteger(lexeme).bitLength() < Long.SIZE);
        }

        public boolean isFinite() {
            for (int i = 0; i < lexeme.length(); i++) {
                if (lexeme.charAt(i) >= '0' && lexeme.charAt(i) <= '9') {
                    return true;
                }
            }
            return Double.isFinite(toDouble());
        }

        @Override
        public Object toJava() {
            return isLong() ? (Object) Long.parseLong(lexeme) : toDouble();
        }
    }

    record Text(String value) implements Value {
        @Override
        public Object toJava() {
            return value;
        }
    }

    /** Bytes; a format without bytes, as JSON, writes them in Base64. */
    record Bytes(byte[] value) implements Value {
        @Override
        public Object toJava() {
            return value;
        }
    }

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public Object toJava() {
            List<@Nullable Object> list = new ArrayList<>(values.size());
            values.forEach(v -> list.add(v.toJava()));
            return list;
        }
    }

    /** The fields of an object, record or map, in their order. */
    record Fields(Map<String, Value> values) implements Value {
        @Override
        public Object toJava() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            values.forEach((name, value) -> map.put(name, value.toJava()));
            return map;
        }
    }
}
