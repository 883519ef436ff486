package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.Expression;
import dev.gregor.config.FieldPath;
import dev.gregor.config.Output;
import dev.gregor.config.PairBy;
import dev.gregor.measure.OutputValue;
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

/** Reads what one side of a comparison sends: pair id, experiment and compared values. What it cannot read is read as empty. */
final class OutputReader {
    private final Comparison comparison;
    private final Codec codec;
    private final PairBy pairBy;
    private final List<Place> places;
    private final Map<Long, Expression.Compiled> segments = new LinkedHashMap<>();
    private final Expression.@Nullable Compiled expression;

    private OutputReader(Comparison comparison, Codec codec, PairBy pairBy, Set<Slot> slots) {
        this.comparison = comparison;
        this.codec = codec;
        this.pairBy = pairBy;
        this.places = slots.stream().map(Place::of).toList();
        this.expression = pairBy.expression().map(Expression::compile).orElse(null);
    }

    /** Where a value stands: the steps of its path are not to be found anew for each output. */
    private record Place(long id, Output.Type type, List<FieldPath.Step> steps) {
        static Place of(Slot slot) {
            return new Place(slot.id(), slot.type(), slot.path().steps());
        }
    }

    /** A reader of the outputs of a comparison. */
    static OutputReader of(Comparison comparison, Codec codec) {
        OutputReader reader = new OutputReader(comparison, codec, comparison.pairBy(), comparison.slots());
        comparison.segments().forEach((id, segment) -> reader.segments.put(id, segment.compile()));
        return reader;
    }

    /** A reader of the true values of a comparison. */
    static OutputReader ofTruths(Comparison comparison, PairBy pairBy, Codec codec) {
        return new OutputReader(comparison, codec, pairBy, comparison.truths());
    }

    /** An arrival with the pair id that it is brought together by. */
    record Identified(byte[] id, Arrival arrival) {}

    Identified read(RawRecord raw, Side side, long arrival) {
        DecodedRecord output = new DecodedRecord(raw, codec);
        byte[] id = pairId(output);
        byte[] key = raw.key();
        Reading reading = new Reading(
                comparison.id(),
                side,
                raw.id().partition(),
                raw.timestamp(),
                arrival,
                id != null,
                side == Side.TREATMENT && !comparison.isOfNoise() ? hitBy(output) : null,
                key == null ? 0 : (int) Hashing.komihash5_0().hashBytesToLong(key),
                values(output));
        return new Identified(id == null ? raw.id().toBytes() : id, reading);
    }

    /** The true values; empty if the record does not say whose they are. */
    Optional<Identified> readTruth(RawRecord raw) {
        DecodedRecord record = new DecodedRecord(raw, codec);
        byte[] id = pairId(record);
        return id == null
                ? Optional.empty()
                : Optional.of(new Identified(id, new Told(comparison.id(), raw.timestamp(), values(record))));
    }

    private byte @Nullable [] pairId(DecodedRecord output) {
        if (expression != null) {
            Object id = expression.evaluate(output);
            return id == null ? null : id.toString().getBytes(StandardCharsets.UTF_8);
        }
        return pairBy.isKey() ? output.raw().key() : output.header(GregorHeaders.ID);
    }

    private static @Nullable String hitBy(DecodedRecord output) {
        byte[] experiment = output.header(GregorHeaders.EXPERIMENT);
        return experiment == null ? null : new String(experiment, StandardCharsets.UTF_8);
    }

    private Values values(DecodedRecord output) {
        Optional<Document> document = output.document();
        if (document.isEmpty()) {
            return Values.NONE;
        }
        Values.Found found = new Values.Found(places.size() + segments.size());
        for (Place place : places) {
            value(document.get(), place).ifPresent(value -> found.add(place.id(), value));
        }
        segments.forEach((id, segment) -> {
            Object value = segment.evaluate(output);
            if (value != null) {
                found.add(id, new OutputValue.Label(value.toString()));
            }
        });
        return found.values();
    }

    /** A path that leads to several values leads to none: which of them should be compared? */
    private static Optional<OutputValue> value(Document document, Place place) {
        List<Field> fields = document.fields(place.steps());
        if (fields.size() != 1) {
            return Optional.empty();
        }
        return OutputValue.of(fields.get(0).value(), place.type());
    }
}
