package dev.gregor.decision;

import dev.gregor.config.Experiment;
import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment.Change;
import dev.gregor.record.JsonBytes;
import dev.gregor.record.JsonText;
import dev.gregor.record.RecordId;
import dev.gregor.record.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event of the ledger, as JSON. The same events give the same bytes, so nothing of the wall clock stands in them. */
public final class LedgerEvent {
    /** The most characters of a value that an event shows. */
    private static final int LARGEST = 4_096;

    /** The largest configuration that an event tells: well below what a producer may send by default. */
    private static final int LARGEST_EXCERPT = 500_000;

    /** How many bytes most events have at most. */
    private static final int USUAL = 384;

    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final byte[] VERSION = "{\"version\":1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = member("type");
    private static final byte[] EXPERIMENT = member("experiment");
    private static final byte[] REVISION = member("revision");
    private static final byte[] ID = member("id");
    private static final byte[] MODE = member("mode");
    private static final byte[] FAULT = member("fault");
    private static final byte[] FIELDS = member("fields");
    private static final byte[] BEFORE = member("before");
    private static final byte[] AFTER = member("after");
    private static final byte[] HELD_BY_MILLISECONDS = member("held-by-milliseconds");
    private static final byte[] DUE = member("due");
    private static final byte[] HELD_BY_RECORDS = member("held-by-records");
    private static final byte[] SPACED_BY_MICROSECONDS = member("spaced-by-microseconds");
    private static final byte[] REASON = member("reason");
    private static final byte[] DETAIL = member("detail");
    private static final byte[] CONFIGURATION = member("configuration");
    private static final byte[] TIMESTAMP = member("timestamp");

    private LedgerEvent() {}

    /** A fault was injected into the record of the id. */
    public static byte[] fault(Decision.Injected injected, String revision, RecordId id, long timestamp) {
        Experiment experiment = injected.experiment();
        List<Change> changes = injected.changes();
        JsonBytes event = head("fault", experiment.name(), revision, id);
        text(event, MODE, experiment.mode().word());
        text(event, FAULT, injected.fault());
        event.raw(FIELDS).raw('[');
        boolean isFirst = true;
        for (Change change : changes) {
            if (!change.field().isEmpty()) {
                event.raw(isFirst ? NOTHING : COMMA).text(change.field());
                isFirst = false;
            }
        }
        event.raw(']');
        List<FieldPath> redact = experiment.redact();
        side(event.raw(BEFORE), changes, Change::before, redact);
        side(event.raw(AFTER), changes, Change::after, redact);
        if (injected.hold() != null) {
            addHold(event, injected.hold(), timestamp);
        }
        return end(event, timestamp);
    }

    /** The time due is told by the event clock only: by the wall clock the same log would not give the same events. */
    private static void addHold(JsonBytes event, Hold hold, long timestamp) {
        switch (hold.clock()) {
            case WALL -> event.raw(HELD_BY_MILLISECONDS).number(hold.by());
            case EVENT -> {
                event.raw(HELD_BY_MILLISECONDS).number(hold.by());
                event.raw(DUE).number(timestamp + hold.by());
            }
            case RECORDS -> event.raw(HELD_BY_RECORDS).number(hold.by());
        }
        if (hold.spacingMicros() > 0) {
            event.raw(SPACED_BY_MICROSECONDS).number(hold.spacingMicros());
        }
    }

    /** A fault could not be injected into the record of the id. */
    public static byte[] skipped(Decision.Skip skip, String revision, RecordId id, long timestamp) {
        JsonBytes event = head("skipped", skip.experiment().name(), revision, id);
        text(event, MODE, skip.experiment().mode().word());
        if (!skip.fault().isEmpty()) {
            text(event, FAULT, skip.fault());
        }
        text(event, REASON, skip.reason().word());
        text(event, DETAIL, skip.detail());
        return end(event, timestamp);
    }

    /**
     * From this record of its partition on, the revision is in force.
     *
     * @param excerpt the configuration without its application, as YAML; empty if it is not told
     */
    public static byte[] revision(String revision, String excerpt, RecordId id, long timestamp) {
        JsonBytes event = head("revision", "", revision, id);
        if (!excerpt.isEmpty() && excerpt.length() <= LARGEST_EXCERPT) {
            text(event, CONFIGURATION, excerpt);
        }
        return end(event, timestamp);
    }

    /**
     * What an experiment had gathered up to this record was let go before its block was full.
     *
     * @param isStopped whether the experiment was stopped, so that the records passed untouched; else the log had ended, and
     *     they were treated together
     */
    public static byte[] released(String experiment, boolean isStopped, String revision, RecordId id, long timestamp) {
        JsonBytes event = head("released", experiment, revision, id);
        text(event, REASON, isStopped ? "stopped" : "silence");
        return end(event, timestamp);
    }

    private static JsonBytes head(String type, String experiment, String revision, RecordId id) {
        JsonBytes event = new JsonBytes(USUAL).raw(VERSION);
        text(event, TYPE, type);
        if (!experiment.isEmpty()) {
            text(event, EXPERIMENT, experiment);
        }
        text(event, REVISION, revision);
        id.writeTo(event.raw(ID));
        return event;
    }

    private static byte[] end(JsonBytes event, long timestamp) {
        return event.raw(TIMESTAMP).number(timestamp).raw('}').toArray();
    }

    private static void text(JsonBytes event, byte[] member, String text) {
        event.raw(member).text(text);
    }

    /** What leads in a member of an event that is not its first. */
    private static byte[] member(String name) {
        return (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends the values before, or after. Most faults change one field, and that needs no map. */
    private static void side(
            JsonBytes event, List<Change> changes, Function<Change, @Nullable Value> side, List<FieldPath> redact) {
        if (changes.size() != 1 || changes.get(0).field().isEmpty()) {
            event.value(sideOfMany(changes, side, redact));
            return;
        }
        Change change = changes.get(0);
        Value value = side.apply(change);
        event.raw('{');
        if (value != null) {
            event.text(change.field()).raw(':').value(shown(change, value, redact));
        }
        event.raw('}');
    }

    private static Value sideOfMany(
            List<Change> changes, Function<Change, @Nullable Value> side, List<FieldPath> redact) {
        Value whole = null;
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Change change : changes) {
            Value value = side.apply(change);
            if (change.field().isEmpty()) {
                whole = value == null || value instanceof Value.Null
                        ? Value.Null.NULL
                        : redact.isEmpty() || value instanceof Value.Fields ? bounded(value) : digest(value);
            } else if (value != null) {
                fields.put(change.field(), shown(change, value, redact));
            }
        }
        return whole == null ? new Value.Fields(fields) : whole;
    }

    private static Value shown(Change change, Value value, List<FieldPath> redact) {
        return isRedacted(change.field(), redact) ? digest(value) : bounded(finite(value));
    }

    /** A value that is no event's business is told by its digest: an event must not be larger than what it tells of. */
    private static Value bounded(Value value) {
        return size(value) > LARGEST ? digest(value) : value;
    }

    private static int size(Value value) {
        if (value instanceof Value.Text text) {
            return text.value().length();
        } else if (value instanceof Value.Bytes bytes) {
            return bytes.value().length;
        }
        return value instanceof Value.Items || value instanceof Value.Fields
                ? JsonText.of(value).length()
                : 0;
    }

    private static boolean isRedacted(String field, List<FieldPath> redact) {
        if (redact.isEmpty()) {
            return false;
        }
        List<Step> changed = new FieldPath(field).steps();
        return redact.stream().anyMatch(path -> overlap(path.steps(), changed));
    }

    /** Whether one of the places lies within the other: a redacted field is not to be seen inside a larger one either. */
    private static boolean overlap(List<Step> redacted, List<Step> changed) {
        for (int i = 0; i < Math.min(redacted.size(), changed.size()); i++) {
            boolean any = redacted.get(i) instanceof Step.All && changed.get(i) instanceof Step.Index;
            if (!any && !redacted.get(i).equals(changed.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Value digest(Value value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(JsonBytes.of(value));
            return new Value.Text("sha256:" + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The ledger is JSON, whatever the fault made: a number that JSON lacks is written as text. */
    private static Value finite(Value value) {
        if (value instanceof Value.Num num && !num.isFinite()) {
            return new Value.Text(num.lexeme());
        } else if (value instanceof Value.Items items) {
            return new Value.Items(
                    items.values().stream().map(LedgerEvent::finite).toList());
        } else if (value instanceof Value.Fields fields) {
            Map<String, Value> finite = new LinkedHashMap<>();
            fields.values().forEach((name, each) -> finite.put(name, finite(each)));
            return new Value.Fields(finite);
        }
        return value;
    }
}
