package dev.gregor.divergence;

import dev.gregor.config.Expression;
import dev.gregor.record.Codec;
import dev.gregor.record.DecodedRecord;
import dev.gregor.record.Document;
import dev.gregor.record.Field;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the outputs of one comparison: pair id, experiment and compared values. An output that it cannot read is read as empty. */
final class OutputReader {
    private final Comparison comparison;
    private final Codec codec;
    private final Set<Slot> slots;
    private final Expression.@Nullable Compiled expression;

    OutputReader(Comparison comparison, Codec codec) {
        this.comparison = comparison;
        this.codec = codec;
        this.slots = comparison.slots();
        this.expression =
                comparison.pairBy().expression().map(Expression::compile).orElse(null);
    }

    /** A reading with the pair id that it is brought together by. */
    record Identified(byte[] id, Reading reading) {}

    Identified read(RawRecord raw, Side side, long arrival) {
        DecodedRecord output = new DecodedRecord(raw, codec);
        Optional<byte[]> id = pairId(output);
        Reading reading = new Reading(
                comparison.id(),
                side,
                raw.id().partition(),
                raw.timestamp(),
                arrival,
                id.isPresent(),
                side == Side.TREATMENT ? hitBy(output) : null,
                values(output));
        return new Identified(id.orElseGet(() -> raw.id().toBytes()), reading);
    }

    private Optional<byte[]> pairId(DecodedRecord output) {
        if (expression != null) {
            return Optional.ofNullable(expression.evaluate(output))
                    .map(id -> id.toString().getBytes(StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(comparison.pairBy().isKey() ? output.raw().key() : output.header(GregorHeaders.ID));
    }

    private static @Nullable String hitBy(DecodedRecord output) {
        byte[] experiment = output.header(GregorHeaders.EXPERIMENT);
        return experiment == null ? null : new String(experiment, StandardCharsets.UTF_8);
    }

    private Map<Long, OutputValue> values(DecodedRecord output) {
        Map<Long, OutputValue> values = new LinkedHashMap<>();
        output.document()
                .ifPresent(document ->
                        slots.forEach(slot -> value(document, slot).ifPresent(value -> values.put(slot.id(), value))));
        return values;
    }

    /** A path that leads to several values leads to none: which of them should be compared? */
    private static Optional<OutputValue> value(Document document, Slot slot) {
        List<Field> fields = document.fields(slot.path());
        return fields.size() == 1 ? OutputValue.of(fields.get(0).value(), slot.type()) : Optional.empty();
    }
}
