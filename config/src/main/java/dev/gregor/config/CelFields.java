package dev.gregor.config;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record as CEL sees them. It is a CelValue besides being a Map because CEL copies every plain map as a
 * whole before it looks at one field; a wide record would cost ten times as much as the comparison.
 */
@SuppressWarnings("Immutable") // it lives for one evaluation, during which nobody changes the record
final class CelFields extends CelValue implements Map<Object, Object> {
    private final Map<?, ?> fields;

    CelFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    @Override
    public @Nullable Object get(Object name) {
        Object value = fields.get(name);
        return value != null || fields.containsKey(name) ? CelValues.of(value) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.containsKey(name);
    }

    @Override
    public int size() {
        return fields.size();
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public boolean containsValue(Object value) {
        return converted().containsValue(value);
    }

    @Override
    public Set<Object> keySet() {
        return converted().keySet();
    }

    @Override
    public Collection<Object> values() {
        return converted().values();
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return converted().entrySet();
    }

    private Map<Object, Object> converted() {
        Map<Object, Object> converted = new LinkedHashMap<>();
        fields.forEach((name, value) -> converted.put(CelValues.of(name), CelValues.of(value)));
        return converted;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return MapType.create(SimpleType.DYN, SimpleType.DYN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Map<?, ?> map && converted().equals(map);
    }

    @Override
    public int hashCode() {
        return converted().hashCode();
    }

    @Override
    public @Nullable Object put(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object remove(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map<?, ?> map) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
