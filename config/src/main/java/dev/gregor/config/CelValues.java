package dev.gregor.config;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes plain Java to the values that CEL computes with, and back. */
final class CelValues {
    private CelValues() {}

    /** The value for CEL: whole numbers of 64 bits, doubles, and maps that convert what is asked of them. */
    static Object of(@Nullable Object java) {
        if (java == null) {
            return NullValue.NULL_VALUE;
        } else if (java instanceof String
                || java instanceof Long
                || java instanceof Double
                || java instanceof Boolean) {
            return java;
        } else if (java instanceof Number number) {
            return number(number);
        } else if (java instanceof Map<?, ?> map) {
            return new CelFields(map);
        } else if (java instanceof Collection<?> items) {
            List<Object> converted = new ArrayList<>(items.size());
            items.forEach(item -> converted.add(of(item)));
            return converted;
        } else if (java instanceof byte[] bytes) {
            return CelByteString.of(bytes);
        } else if (java instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return CelByteString.of(bytes);
        }
        return java.toString();
    }

    private static Object number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        } else if (number instanceof Float) {
            return Double.parseDouble(number.toString()); // 0.1f means 0.1, not 0.10000000149
        } else if (number instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : (Object) whole.doubleValue();
        } else if (number instanceof BigDecimal decimal && isWhole(decimal)) {
            return number(decimal.toBigInteger());
        }
        return number.doubleValue();
    }

    /** Whether it is written without fraction, and short enough to be worth a try as a whole number. */
    private static boolean isWhole(BigDecimal decimal) {
        return decimal.scale() <= 0 && (long) decimal.precision() - decimal.scale() <= 19;
    }

    /** A result of CEL as plain Java. */
    static @Nullable Object toJava(Object cel) {
        if (cel instanceof NullValue) {
            return null;
        } else if (cel instanceof CelByteString bytes) {
            return bytes.toByteArray();
        } else if (cel instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, value) -> plain.put(key, toJava(value)));
            return plain;
        } else if (cel instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>(list.size());
            list.forEach(item -> plain.add(toJava(item)));
            return plain;
        }
        return cel;
    }
}
