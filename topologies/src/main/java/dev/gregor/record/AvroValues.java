package dev.gregor.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Values out of Avro data and into them. */
final class AvroValues {
    private AvroValues() {}

    private static final Conversions.DecimalConversion DECIMALS = new Conversions.DecimalConversion();

    /** Beyond so many digits before the point a number is no decimal of any schema. */
    private static final int MOST_DIGITS = 1_000;

    /**
     * The value of a datum.
     *
     * @param type its type, by which a decimal is told from other bytes
     */
    static Value toValue(@Nullable Object datum, Schema type) {
        if (datum == null) {
            return Value.Null.NULL;
        } else if (datum instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (datum instanceof Number number) {
            return new Value.Num(number.toString());
        } else if (datum instanceof ByteBuffer buffer) {
            return bytes(buffer, branch(type, Type.BYTES));
        } else if (datum instanceof GenericFixed fixed) {
            Schema own = fixed.getSchema();
            return own.getLogicalType() instanceof LogicalTypes.Decimal decimal
                    ? number(fixed.bytes(), decimal)
                    : new Value.Bytes(fixed.bytes());
        } else if (datum instanceof List<?> list) {
            Schema array = branch(type, Type.ARRAY);
            Schema item = array == null ? type : array.getElementType();
            return new Value.Items(list.stream()
                    .filter(each -> each != AvroField.REMOVED)
                    .map(each -> toValue(each, item))
                    .toList());
        } else if (datum instanceof Map<?, ?> map) {
            Schema item = valueType(type);
            Map<String, Value> fields = new LinkedHashMap<>();
            map.forEach((key, value) -> fields.put(String.valueOf(key), toValue(value, item)));
            return new Value.Fields(fields);
        } else if (datum instanceof IndexedRecord record) {
            return fields(record);
        }
        // Text and enum symbols
        return new Value.Text(datum.toString());
    }

    /** The type of what stands in a map of this type. */
    static Schema valueType(Schema type) {
        Schema map = branch(type, Type.MAP);
        return map == null ? type : map.getValueType();
    }

    private static Value bytes(ByteBuffer buffer, @Nullable Schema type) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return type != null && type.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? number(bytes, decimal)
                : new Value.Bytes(bytes);
    }

    /** A decimal; bytes that its type does not allow for stay bytes. */
    private static Value number(byte[] bytes, LogicalTypes.Decimal decimal) {
        if (bytes.length == 0) {
            return new Value.Bytes(bytes);
        }
        BigDecimal number = new BigDecimal(new BigInteger(bytes), decimal.getScale());
        return number.precision() > decimal.getPrecision()
                ? new Value.Bytes(bytes)
                : new Value.Num(number.toPlainString());
    }

    /** The type itself or its branch of this kind; null if it has none. */
    private static @Nullable Schema branch(Schema type, Type wanted) {
        if (type.getType() == wanted) {
            return type;
        } else if (type.getType() != Type.UNION) {
            return null;
        }
        for (Schema each : type.getTypes()) {
            if (each.getType() == wanted) {
                return each;
            }
        }
        return null;
    }

    private static Value fields(IndexedRecord record) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object datum = record.get(field.pos());
            if (datum != AvroField.REMOVED) {
                fields.put(field.name(), toValue(datum, field.schema()));
            }
        }
        if (record instanceof OpenRecord open) {
            open.added().forEach((name, added) -> fields.put(name, toValue(added.datum(), added.type())));
        }
        return new Value.Fields(fields);
    }

    /** Whether the type can hold the value as it is. */
    static boolean fits(Value value, Schema type) {
        return switch (type.getType()) {
            case UNION -> branchFor(value, type) != null;
            case NULL -> value instanceof Value.Null;
            case BOOLEAN -> value instanceof Value.Bool;
            case INT -> value instanceof Value.Num num && isInt(num);
            case LONG -> value instanceof Value.Num num && num.isLong();
            case FLOAT, DOUBLE -> value instanceof Value.Num;
            case STRING -> value instanceof Value.Text;
            case ENUM -> value instanceof Value.Text text && type.hasEnumSymbol(text.value());
            case BYTES -> value instanceof Value.Bytes || isDecimal(value, type);
            case FIXED ->
                (value instanceof Value.Bytes bytes && bytes.value().length == type.getFixedSize())
                        || isDecimal(value, type);
            case ARRAY ->
                value instanceof Value.Items items
                        && items.values().stream().allMatch(item -> fits(item, type.getElementType()));
            case MAP ->
                value instanceof Value.Fields fields
                        && fields.values().values().stream().allMatch(item -> fits(item, type.getValueType()));
            case RECORD ->
                value instanceof Value.Fields fields
                        && fields.values().size() == type.getFields().size()
                        && type.getFields().stream()
                                .allMatch(field -> fields.values().containsKey(field.name())
                                        && fits(fields.values().get(field.name()), field.schema()));
        };
    }

    /** Whether a decimal type holds the number, rounded to its scale. */
    private static boolean isDecimal(Value value, Schema type) {
        if (!(value instanceof Value.Num num)
                || !num.isFinite()
                || !(type.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            return false;
        }
        BigDecimal number = new BigDecimal(num.lexeme());
        return Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS
                && scaled(number, decimal).precision() <= decimal.getPrecision();
    }

    private static BigDecimal scaled(BigDecimal number, LogicalTypes.Decimal decimal) {
        return number.setScale(decimal.getScale(), RoundingMode.HALF_EVEN);
    }

    private static BigDecimal decimal(Value value, Schema type) {
        return scaled(new BigDecimal(((Value.Num) value).lexeme()), (LogicalTypes.Decimal) type.getLogicalType());
    }

    private static boolean isInt(Value.Num num) {
        if (!num.isLong()) {
            return false;
        }
        long value = Long.parseLong(num.lexeme());
        return value == (int) value;
    }

    /** The datum of a value that {@link #fits} the type. */
    static @Nullable Object toDatum(Value value, Schema type) {
        return switch (type.getType()) {
            case UNION -> toDatum(value, Objects.requireNonNull(branchFor(value, type)));
            case NULL -> null;
            case BOOLEAN -> ((Value.Bool) value).value();
            case INT -> Integer.valueOf(((Value.Num) value).lexeme());
            case LONG -> Long.valueOf(((Value.Num) value).lexeme());
            case FLOAT -> Float.valueOf(((Value.Num) value).lexeme());
            case DOUBLE -> ((Value.Num) value).toDouble();
            case STRING -> ((Value.Text) value).value();
            case ENUM -> new GenericData.EnumSymbol(type, ((Value.Text) value).value());
            case BYTES ->
                value instanceof Value.Bytes bytes
                        ? ByteBuffer.wrap(bytes.value())
                        : DECIMALS.toBytes(decimal(value, type), type, type.getLogicalType());
            case FIXED ->
                value instanceof Value.Bytes bytes
                        ? new GenericData.Fixed(type, bytes.value())
                        : DECIMALS.toFixed(decimal(value, type), type, type.getLogicalType());
            case ARRAY -> list((Value.Items) value, type);
            case MAP -> map((Value.Fields) value, type);
            case RECORD -> record((Value.Fields) value, type);
        };
    }

    /** The first branch that holds the value; null if none does. */
    private static @Nullable Schema branchFor(Value value, Schema union) {
        for (Schema branch : union.getTypes()) {
            if (fits(value, branch)) {
                return branch;
            }
        }
        return null;
    }

    private static List<@Nullable Object> list(Value.Items items, Schema type) {
        List<@Nullable Object> list = new ArrayList<>();
        items.values().forEach(item -> list.add(toDatum(item, type.getElementType())));
        return list;
    }

    private static Map<String, @Nullable Object> map(Value.Fields fields, Schema type) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.values().forEach((name, item) -> map.put(name, toDatum(item, type.getValueType())));
        return map;
    }

    private static GenericData.Record record(Value.Fields fields, Schema type) {
        GenericData.Record record = new GenericData.Record(type);
        for (Schema.Field field : type.getFields()) {
            Value value = fields.values().getOrDefault(field.name(), Value.Null.NULL);
            record.put(field.pos(), toDatum(value, field.schema()));
        }
        return record;
    }
}
