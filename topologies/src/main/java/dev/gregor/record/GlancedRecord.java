package dev.gregor.record;

import dev.gregor.config.Expression;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record after the other as the variables of a condition that names the fields it asks for. Nothing is made of a record: most
 * are refused by one field. What needs the whole value has to go on with a {@link DecodedRecord}. Not for use by several threads.
 */
public final class GlancedRecord implements Expression.Variables {
    private final Codec.Glance glance;
    private Arrival record;

    @SuppressWarnings("NullAway.Init") // advance comes before anything is asked
    public GlancedRecord(Codec codec) {
        this.glance = codec.glance();
    }

    /** Goes on to the next record. */
    public void advance(Arrival next) {
        record = next;
    }

    @Override
    public Optional<Object> variable(String name) {
        return name.equals("value") ? Optional.of(NONE) : Optional.ofNullable(DecodedRecord.around(record, name));
    }

    @Override
    public @Nullable Object member(String variable, List<String> names) {
        if (!variable.equals("value") || names.isEmpty()) {
            return Expression.Variables.super.member(variable, names);
        }
        byte[] value = record.value();
        try {
            return value == null ? null : glance.member(value, names);
        } catch (Skipped e) {
            return null; // as in a decoded record: what does not parse has no fields
        }
    }
}
