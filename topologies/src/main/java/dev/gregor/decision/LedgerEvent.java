package dev.gregor.decision;

import dev.gregor.config.Experiment;
import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment.Change;
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

/** An event of the ledger, as JSON. The same events give the same bytes, so nothing of the wall clock stands in them. */
public final class LedgerEvent {
    /** The most characters of a value that an event shows. */
    private static final int LARGEST = 4_096;

    /** The largest configuration that an event tells: well below what a producer may send by default. */
    private static final int LARGEST_EXCERPT = 500_000;

    private LedgerEvent() {}

    /** A fault was injected into the record of the id. */
    public static byte[] fault(Decision.Injected injected, String revision, RecordId id, long timestamp) {
        Experiment experiment = injected.experiment();
        Map<String, Value> event = head("fault", experiment.name(), revision, id);
        event.put("mode", new Value.Text(experiment.mode().word()));
        event.put("fault", new Value.Text(injected.fault()));
        event.put(
                "fields",
                new Value.Items(injected.changes().stream()
                        .map(Change::field)
                        .filter(field -> !field.isEmpty())
                        .<Value>map(Value.Text::new)
                        .toList()));
        List<FieldPath> redact = experiment.redact();
        event.put("before", sides(injected.changes(), true, redact));
        event.put("after", sides(injected.changes(), false, redact));
        if (injected.hold() != null) {
            addHold(event, injected.hold(), timestamp);
        }
        event.put("timestamp", Value.Num.of(timestamp));
        return json(event);
    }

    /** The time due is told by the event clock only: by the wall clock the same log would not give the same events. */
    private static void addHold(Map<String, Value> event, Hold hold, long timestamp) {
        switch (hold.clock()) {
            case WALL -> event.put("held-by-milliseconds", Value.Num.of(hold.by()));
            case EVENT -> {
                event.put("held-by-milliseconds", Value.Num.of(hold.by()));
                event.put("due", Value.Num.of(timestamp + hold.by()));
            }
            case RECORDS -> event.put("held-by-records", Value.Num.of(hold.by()));
        }
        if (hold.spacingMicros() > 0) {
            event.put("spaced-by-microseconds", Value.Num.of(hold.spacingMicros()));
        }
    }

    /** A fault could not be injected into the record of the id. */
    public static byte[] skipped(Decision.Skip skip, String revision, RecordId id, long timestamp) {
        Map<String, Value> event = head("skipped", skip.experiment().name(), revision, id);
        event.put("mode", new Value.Text(skip.experiment().mode().word()));
        if (!skip.fault().isEmpty()) {
            event.put("fault", new Value.Text(skip.fault()));
        }
        event.put("reason", new Value.Text(skip.reason().word()));
        event.put("detail", new Value.Text(skip.detail()));
        event.put("timestamp", Value.Num.of(timestamp));
        return json(event);
    }

    /**
     * From this record of its partition on, the revision is in force.
     *
     * @param excerpt the configuration without its application, as YAML; empty if it is not told
     */
    public static byte[] revision(String revision, String excerpt, RecordId id, long timestamp) {
        Map<String, Value> event = head("revision", "", revision, id);
        if (!excerpt.isEmpty() && excerpt.length() <= LARGEST_EXCERPT) {
            event.put("configuration", new Value.Text(excerpt));
        }
        event.put("timestamp", Value.Num.of(timestamp));
        return json(event);
    }

    /**
     * What an experiment had gathered up to this record was let go before its block was full.
     *
     * @param isStopped whether the experiment was stopped, so that the records passed untouched; else the log had ended, and
     *     they were treated together
     */
    public static byte[] released(String experiment, boolean isStopped, String revision, RecordId id, long timestamp) {
        Map<String, Value> event = head("released", experiment, revision, id);
        event.put("reason", new Value.Text(isStopped ? "stopped" : "silence"));
        event.put("timestamp", Value.Num.of(timestamp));
        return json(event);
    }

    private static Map<String, Value> head(String type, String experiment, String revision, RecordId id) {
        Map<String, Value> event = new LinkedHashMap<>();
        event.put("version", Value.Num.of(1));
        event.put("type", new Value.Text(type));
        if (!experiment.isEmpty()) {
            event.put("experiment", new Value.Text(experiment));
        }
        event.put("revision", new Value.Text(revision));
        event.put("id", new Value.Text(id.toString()));
        return event;
    }

    private static Value sides(List<Change> changes, boolean before, List<FieldPath> redact) {
        Map<String, Value> fields = new LinkedHashMap<>();
        Value whole = null;
        for (Change change : changes) {
            Value value = before ? change.before() : change.after();
            if (change.field().isEmpty()) {
                whole = value == null || value instanceof Value.Null
                        ? Value.Null.NULL
                        : redact.isEmpty() || value instanceof Value.Fields ? bounded(value) : digest(value);
            } else if (value != null) {
                fields.put(change.field(), isRedacted(change.field(), redact) ? digest(value) : bounded(finite(value)));
            }
        }
        return whole == null ? new Value.Fields(fields) : whole;
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
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(JsonText.of(value).getBytes(StandardCharsets.UTF_8));
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

    private static byte[] json(Map<String, Value> event) {
        return JsonText.of(new Value.Fields(event)).getBytes(StandardCharsets.UTF_8);
    }
}
