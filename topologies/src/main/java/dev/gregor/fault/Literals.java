package dev.gregor.fault;

import dev.gregor.config.Literal;
import dev.gregor.record.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain Java values, as configurations and expressions have them, as values of fields. */
final class Literals {
    private Literals() {}

    static Value valueOf(Literal literal) {
        return valueOf(literal.value());
    }

    /** The value of null, Boolean, a number, String, byte[], List or Map; of anything else its text. */
    static Value valueOf(@Nullable Object plain) {
        if (plain == null) {
            return Value.Null.NULL;
        } else if (plain instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (plain instanceof BigDecimal number) {
            return new Value.Num(number.toString());
        } else if (plain instanceof Number number) {
            return new Value.Num(number.toString());
        } else if (plain instanceof byte[] bytes) {
            return new Value.Bytes(bytes);
        } else if (plain instanceof List<?> list) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(valueOf(item)));
            return new Value.Items(items);
        } else if (plain instanceof Map<?, ?> map) {
            Map<String, Value> fields = new LinkedHashMap<>();
            map.forEach((name, value) -> fields.put(String.valueOf(name), valueOf(value)));
            return new Value.Fields(fields);
        }
        return new Value.Text(plain.toString());
    }
}
