package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.record.Codec;
import dev.gregor.record.Document;
import dev.gregor.record.Field;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record under treatment: what a fault may see and change of it. The value is decoded when a fault first asks for a
 * field, and encoded once, after the last fault.
 */
public final class Treatment {
    private final Codec codec;
    private final History history;
    private final long since;
    private RawRecord record;
    private @Nullable Document document;
    private boolean documentChanged;
    private SchemaChange schemaChange = SchemaChange.EVOLVE;
    private @Nullable Hold hold;
    private @Nullable Hold faultHold;
    private Draw draw = new Draw(0);
    private List<Change> changes = new ArrayList<>();

    public Treatment(RawRecord record, Codec codec, History history) {
        this(record, codec, history, 0);
    }

    /**
     * A treatment of one record.
     *
     * @param since when the faults began their work, in epoch milliseconds of event time
     */
    public Treatment(RawRecord record, Codec codec, History history, long since) {
        this.record = record;
        this.codec = codec;
        this.history = history;
        this.since = since;
    }

    /**
     * Lets one fault act on the record.
     *
     * @param faultDraw the random stream of this fault on this record
     * @return what the fault changed
     * @throws Skipped if the fault cannot damage this record; it is then as before
     */
    public Effect apply(Fault fault, Draw faultDraw) throws Skipped {
        draw = faultDraw;
        changes = new ArrayList<>();
        faultHold = null;
        fault.inject(this);
        if (fault.schema() == SchemaChange.BREAK && !changes.isEmpty()) {
            schemaChange = SchemaChange.BREAK;
        }
        return new Effect(changes, faultHold);
    }

    /**
     * The record after all faults.
     *
     * @throws Skipped if the changed value cannot be encoded
     */
    public RawRecord result() throws Skipped {
        return document != null && documentChanged ? record.withValue(codec.encode(document, schemaChange)) : record;
    }

    /** How long the record is to be held back; null if it goes out at once. */
    public @Nullable Hold hold() {
        return hold;
    }

    /**
     * How long, by event time, the fault has been at work when this record comes: since the schedule's start, or where there
     * is none, since 1970.
     */
    Duration elapsed() {
        return Duration.ofMillis(record.timestamp() - since);
    }

    Draw draw() {
        return draw;
    }

    RawRecord record() {
        return record;
    }

    History history() {
        return history;
    }

    List<Field> fields(FieldPath path) throws Skipped {
        return observed(document().fields(path));
    }

    List<Field> topLevelFields() throws Skipped {
        return observed(document().topLevelFields());
    }

    /** Puts another record in the place of this one; what earlier faults made of its value is gone. */
    void replaceBy(RawRecord other, Value before, Value after) {
        record = other;
        document = null;
        documentChanged = false;
        changes.add(new Change("", before, after));
    }

    /** Holds the record back, longer if it is held back already. */
    void holdBack(Hold more) {
        faultHold = more;
        hold = hold == null ? more : hold.plus(more);
    }

    private Document document() throws Skipped {
        if (document == null) {
            byte[] value = record.value();
            if (value == null) {
                throw new Skipped(SkipReason.TOMBSTONE, "the record has no value");
            }
            document = codec.decode(value);
        }
        return document;
    }

    private List<Field> observed(List<Field> fields) {
        List<Field> observed = new ArrayList<>(fields.size());
        fields.forEach(field -> observed.add(new ObservedField(field)));
        return observed;
    }

    /**
     * What one fault did.
     *
     * @param changes what it changed
     * @param hold how it holds the record back; null if it does not
     */
    public record Effect(List<Change> changes, @Nullable Hold hold) {}

    /**
     * What a fault did to one field.
     *
     * @param field its path; empty for the whole value
     * @param before its value before; null if there was none
     * @param after its value after; null if it is gone
     */
    public record Change(
            String field, @Nullable Value before, @Nullable Value after) {}

    private final class ObservedField implements Field {
        private final Field field;

        ObservedField(Field field) {
            this.field = field;
        }

        @Override
        public String path() {
            return field.path();
        }

        @Override
        public Value value() {
            return field.value();
        }

        @Override
        public void set(Value value) throws Skipped {
            Value before = field.value();
            field.set(value);
            note(before, value);
        }

        @Override
        public void remove() throws Skipped {
            Value before = field.value();
            field.remove();
            note(before, null);
        }

        private void note(Value before, @Nullable Value after) {
            documentChanged = true;
            changes.add(new Change(field.path(), before, after));
        }
    }
}
