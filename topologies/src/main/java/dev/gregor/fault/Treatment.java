package dev.gregor.fault;

import dev.gregor.config.Expression;
import dev.gregor.config.FieldPath;
import dev.gregor.config.TopicName;
import dev.gregor.record.Codec;
import dev.gregor.record.DecodedRecord;
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
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record under treatment: what a fault may see and change of it. The value is decoded when a fault first asks for a
 * field, and encoded once, after the last fault or before one that acts on its bytes.
 */
public final class Treatment {
    private final Codec codec;
    private final Circumstances around;
    private final Moment moment;
    private RawRecord record;
    private @Nullable Document document;
    private boolean documentChanged;
    private SchemaChange schemaChange = SchemaChange.EVOLVE;
    private boolean isDropped;
    private boolean isByKey;
    private int copies;
    private Duration gap = Duration.ZERO;
    private final List<RawRecord> added = new ArrayList<>(0);
    private @Nullable Hold hold;
    private @Nullable Hold faultHold;
    private Draw draw = new Draw(0);
    private String scope = "";
    private List<Change> changes = new ArrayList<>();

    /**
     * When a record is treated.
     *
     * @param since when the fault window began that the record lies in, in epoch milliseconds of event time
     * @param now the wall clock in epoch milliseconds
     */
    public record Moment(long since, long now) {}

    public Treatment(RawRecord record, Codec codec, History history) {
        this(record, codec, Circumstances.of(history), new Moment(0, record.timestamp()));
    }

    public Treatment(RawRecord record, Codec codec, Circumstances around, Moment moment) {
        this.record = record;
        this.codec = codec;
        this.around = around;
        this.moment = moment;
    }

    /**
     * Lets one fault act on the record.
     *
     * @param faultDraw the random stream of this fault on this record
     * @return what the fault changed
     * @throws Skipped if the fault cannot damage this record; it is then as before
     */
    public Effect apply(Fault fault, Draw faultDraw) throws Skipped {
        return apply(fault, faultDraw, "");
    }

    /**
     * As {@link #apply(Fault, Draw)}.
     *
     * @param faultScope what keeps the memory of this fault apart from that of others
     */
    public Effect apply(Fault fault, Draw faultDraw, String faultScope) throws Skipped {
        begin(faultDraw, faultScope);
        if (isDropped) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "an earlier fault dropped the record");
        }
        fault.inject(this);
        return end(fault);
    }

    /**
     * Lets a fault act on several records at once.
     *
     * @return for each record what the fault changed, or null where it was skipped, which the counter is told
     */
    public static List<@Nullable Effect> applyTogether(
            BatchFault fault, List<Treatment> batch, Draw draw, String scope, SkipCounter counter) {
        batch.forEach(each -> each.begin(draw, scope));
        List<@Nullable Skipped> refusals = fault.injectTogether(batch, draw);
        List<@Nullable Effect> effects = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Skipped refusal = refusals.get(i);
            if (refusal != null) {
                counter.skipped(i, refusal);
            }
            effects.add(refusal == null ? batch.get(i).end(fault) : null);
        }
        return effects;
    }

    /** Is told why a record of a batch, by its place in it, was skipped. */
    @FunctionalInterface
    public interface SkipCounter {
        void skipped(int record, Skipped skip);
    }

    /** Lets a fault look at the record, without changing it. */
    public void observe(ObservingFault fault, String faultScope) throws Skipped {
        begin(new Draw(0), faultScope);
        fault.observe(this);
    }

    private void begin(Draw faultDraw, String faultScope) {
        draw = faultDraw;
        scope = faultScope;
        changes = new ArrayList<>();
        faultHold = null;
    }

    private Effect end(Fault fault) {
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
        settle();
        return record;
    }

    /**
     * What goes out after all faults: the record unless it was dropped, its copies, and what was added to it.
     *
     * @throws Skipped if the changed value cannot be encoded
     */
    public List<Delivery> deliveries() throws Skipped {
        if (!isDropped && copies == 0 && added.isEmpty()) {
            return List.of(new Delivery(result(), hold, isByKey));
        }
        List<Delivery> deliveries = new ArrayList<>(1 + copies + added.size());
        if (!isDropped) {
            RawRecord result = result();
            for (int i = 0; i <= copies; i++) {
                deliveries.add(new Delivery(result, heldBy(gap.multipliedBy(i)), isByKey));
            }
        }
        added.forEach(each -> deliveries.add(new Delivery(each, hold, isByKey)));
        return deliveries;
    }

    private @Nullable Hold heldBy(Duration more) {
        if (more.isZero()) {
            return hold;
        }
        return hold == null ? Hold.of(more, Hold.Clock.EVENT, Hold.Lane.NONE) : hold.plus(more);
    }

    /** How long the record is to be held back; null if it goes out at once. */
    public @Nullable Hold hold() {
        return hold;
    }

    /** How long, by event time, the fault window has lasted when this record comes. */
    Duration elapsed() {
        return Duration.ofMillis(record.timestamp() - moment.since());
    }

    Moment moment() {
        return moment;
    }

    Draw draw() {
        return draw;
    }

    /** The record with its key, headers and timestamp as they are now; its value may be older than the document. */
    RawRecord record() {
        return record;
    }

    History history() {
        return around.history();
    }

    Memory memory() {
        return around.memory();
    }

    /** What keeps the memory of the fault that acts apart from that of others. */
    String scope() {
        return scope;
    }

    List<Field> fields(FieldPath path) throws Skipped {
        return observed(document().fields(path));
    }

    List<Field> topLevelFields() throws Skipped {
        return observed(document().topLevelFields());
    }

    /**
     * The value that this key had so long ago, by event time.
     *
     * @throws Skipped with {@link SkipReason#NO_HISTORY} if it is not remembered
     */
    Document past(Duration lag) throws Skipped {
        byte[] key = key();
        byte[] value = memory().valueAt(key, record.timestamp() - lag.toMillis());
        if (value == null) {
            throw new Skipped(SkipReason.NO_HISTORY, "nothing is known of this key that long ago");
        }
        return codec.decode(value);
    }

    /**
     * What another topic has under the key of this record.
     *
     * @throws Skipped with {@link SkipReason#NO_LABEL} if it has nothing
     */
    Document label(TopicName topic) throws Skipped {
        byte[] value = around.labels()
                .newest(topic, key())
                .orElseThrow(() -> new Skipped(SkipReason.NO_LABEL, topic + " has nothing under this key"));
        return codec.decode(value);
    }

    /** Another value of the same format. */
    Document decoded(byte[] value) throws Skipped {
        return codec.decode(value);
    }

    Codec codec() {
        return codec;
    }

    /**
     * The key.
     *
     * @throws Skipped if there is none
     */
    byte[] key() throws Skipped {
        byte[] key = record.key();
        if (key == null) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "the record has no key");
        }
        return key;
    }

    /**
     * The value as bytes, with all that was changed in it so far.
     *
     * @throws Skipped if there is none, or what it has become cannot be encoded
     */
    byte[] bytes() throws Skipped {
        settle();
        byte[] value = record.value();
        if (value == null) {
            throw new Skipped(SkipReason.TOMBSTONE, "the record has no value");
        }
        return value;
    }

    /** Puts other bytes in the place of the value. */
    void replaceValue(byte @Nullable [] value) throws Skipped {
        settle();
        changes.add(new Change("", Wholes.of(record.value()), Wholes.of(value)));
        record = record.withValue(value);
        document = null;
    }

    /** Puts another record in the place of this one; what earlier faults made of its value is gone. */
    void replaceBy(RawRecord other, Value before, Value after) {
        record = other;
        document = null;
        documentChanged = false;
        changes.add(new Change("", before, after));
    }

    /** Makes the whole value the only member of an object. */
    void wrap(String name, SchemaChange change) throws Skipped {
        record = record.withValue(codec.wrap(bytes(), name, change));
        document = null;
        note("wrap", Value.Null.NULL, new Value.Text(name));
    }

    /** Adds a field to the value. */
    void addField(FieldPath path, Value value) throws Skipped {
        document().add(path, value);
        documentChanged = true;
        changes.add(new Change(path.text(), null, value));
    }

    /** What an expression makes of the record as it has become so far; null where it asks for something that is not there. */
    @Nullable
    Object evaluate(Expression.Compiled expression) throws Skipped {
        settle();
        return expression.evaluate(new DecodedRecord(record, codec));
    }

    /** Gives the record another key; {@code byKey} if its partition then follows from the key. */
    void replaceKey(byte @Nullable [] key, boolean byKey) {
        changes.add(new Change("$key", Wholes.of(record.key()), Wholes.of(key)));
        record = new RawRecord(record.id(), key, record.value(), record.headers(), record.timestamp());
        isByKey = byKey;
    }

    /** Gives the record other headers; the change is that of the header of this name. */
    void replaceHeaders(Headers headers, String name, @Nullable Value before, @Nullable Value after) {
        changes.add(new Change("$headers." + name, before, after));
        record = new RawRecord(record.id(), record.key(), record.value(), headers, record.timestamp());
    }

    /** Gives the record another event time in epoch milliseconds, which must not be negative. */
    void replaceTimestamp(long timestamp) {
        changes.add(new Change("$timestamp", Value.Num.of(record.timestamp()), Value.Num.of(timestamp)));
        record = new RawRecord(record.id(), record.key(), record.value(), record.headers(), timestamp);
    }

    /** Notes what a fault did that shows in no field. */
    void note(String name, Value before, Value after) {
        changes.add(new Change("$" + name, before, after));
    }

    /** The record does not go out. */
    void drop() {
        changes.add(new Change("", Wholes.of(record.value()), null));
        isDropped = true;
    }

    /** The record goes out so many times more, each after the one before it by a gap of event time. */
    void duplicate(int more, Duration between) {
        note("copies", Value.Num.of(1L + copies), Value.Num.of(1L + copies + more));
        copies += more;
        gap = between;
    }

    /** Another record goes out behind this one. */
    void add(RawRecord another, Value noted) {
        note("added", Value.Null.NULL, noted);
        added.add(another);
    }

    /** Holds the record back, longer if it is held back already. */
    void holdBack(Hold more) {
        faultHold = more;
        hold = hold == null ? more : hold.plus(more);
    }

    /** Brings what was changed in the document into the value of the record. */
    private void settle() throws Skipped {
        if (document != null && documentChanged) {
            record = record.withValue(codec.encode(document, schemaChange));
            document = null;
            documentChanged = false;
            schemaChange = SchemaChange.EVOLVE;
        }
    }

    /**
     * The value, decoded.
     *
     * @throws Skipped if there is none, or it cannot be decoded
     */
    Document document() throws Skipped {
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
        fields.forEach(field -> observed.add(new ObservedField(field, this::noteChange)));
        return observed;
    }

    private void noteChange(Change change) {
        documentChanged = true;
        changes.add(change);
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
     * @param field its path; empty for the whole value; with a dollar sign in front what is no field of the value: {@code $key},
     *     {@code $timestamp}, {@code $headers.NAME}, {@code $copies}, {@code $added}, {@code $wrap}
     * @param before its value before; null if there was none
     * @param after its value after; null if it is gone
     */
    public record Change(
            String field, @Nullable Value before, @Nullable Value after) {}
}
