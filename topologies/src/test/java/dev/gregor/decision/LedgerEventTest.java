package dev.gregor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Experiment;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment.Change;
import dev.gregor.record.JsonText;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Value;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerEventTest {
    private static final String[] FIELDS = {"a", "a.b", "secret", "secret[1]", "ünï", "$key", "$headers.x", "tab\t", ""
    };
    private static final String[] TEXTS = {
        "",
        "plain",
        "quo\"te\\",
        "\n\r\t\b\u0000\u001f\u007f",
        "é漢\u07ff\u0800\uffff",
        "\ud83d\ude00",
        "\ud800",
        "\udc00\ud800",
        "\ud800\ud83d\ude00\udc00x",
        "x".repeat(4_096),
        "x".repeat(4_097)
    };
    private static final String[] TOPICS = {"t", "flights.raw", "a_b-2", "x".repeat(249)};
    private static final String[] NUMBERS = {"0", "-0", "12.50", "1e400", "NaN", "-Infinity", "9223372036854775808"};

    private final Experiment open = Given.experiment("name: open, mode: shadow, faults: [tombstone: {}]");
    private final Experiment redacting =
            Given.experiment("name: redacting, redact: [secret, 'a.b'], faults: [tombstone: {}]");

    @Test
    void anEventHasTheSameBytesAsItsTreeOfValues() {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Experiment experiment = random.nextBoolean() ? open : redacting;
            RecordId id = new RecordId(one(TOPICS, random), random.nextInt(), random.nextLong() >> random.nextInt(64));
            long timestamp = random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
            Decision.Injected injected = new Decision.Injected(
                    experiment, one(TEXTS, random), changes(random), random.nextBoolean() ? null : hold(random));

            assertThat(new String(LedgerEvent.fault(injected, "4cc4629f7d4d", id, timestamp), UTF_8))
                    .describedAs("seed %d", seed)
                    .isEqualTo(JsonText.of(new Value.Fields(expected(injected, id, timestamp))));
        }
    }

    @Test
    void theOtherEventsAreJsonTextToo() {
        RecordId id = new RecordId("flights.raw", 2, 17);

        assertThat(new String(LedgerEvent.revision("r", "version: 1\n", id, -5), UTF_8))
                .isEqualTo("{\"version\":1,\"type\":\"revision\",\"revision\":\"r\",\"id\":\"flights.raw-2@17\","
                        + "\"configuration\":\"version: 1\\n\",\"timestamp\":-5}");
        assertThat(new String(LedgerEvent.released("open", true, "r", id, 0), UTF_8))
                .isEqualTo("{\"version\":1,\"type\":\"released\",\"experiment\":\"open\",\"revision\":\"r\","
                        + "\"id\":\"flights.raw-2@17\",\"reason\":\"stopped\",\"timestamp\":0}");
        Decision.Skip skip = new Decision.Skip(open, "", SkipReason.NO_HISTORY, "gone");
        assertThat(new String(LedgerEvent.skipped(skip, "r", id, 1), UTF_8))
                .isEqualTo("{\"version\":1,\"type\":\"skipped\",\"experiment\":\"open\",\"revision\":\"r\","
                        + "\"id\":\"flights.raw-2@17\",\"mode\":\"shadow\",\"reason\":\"no-history\",\"detail\":\"gone\","
                        + "\"timestamp\":1}");
    }

    private static List<Change> changes(Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changes.add(new Change(one(FIELDS, random), valueOrNone(random), valueOrNone(random)));
        }
        return changes;
    }

    private static @Nullable Value valueOrNone(Random random) {
        return random.nextInt(4) == 0 ? null : value(random, 0);
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth < 3 ? 7 : 5)) {
            case 0 -> Value.Null.NULL;
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Num(one(NUMBERS, random));
            case 3 -> new Value.Text(one(TEXTS, random));
            case 4 -> new Value.Bytes(new byte[random.nextInt(5) == 0 ? 5_000 : random.nextInt(5)]);
            case 5 -> new Value.Items(List.of(value(random, depth + 1), value(random, depth + 1)));
            default -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    fields.put(one(TEXTS, random), value(random, depth + 1));
                }
                yield new Value.Fields(fields);
            }
        };
    }

    private static Hold hold(Random random) {
        Hold.Clock clock = List.copyOf(EnumSet.allOf(Hold.Clock.class)).get(random.nextInt(3));
        return new Hold(Duration.ofMillis(random.nextInt(9_999)).toMillis(), clock, Hold.Lane.NONE, random.nextInt(3));
    }

    private static String one(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }

    private Map<String, Value> expected(Decision.Injected injected, RecordId id, long timestamp) {
        Map<String, Value> event = new LinkedHashMap<>();
        event.put("version", Value.Num.of(1));
        event.put("type", new Value.Text("fault"));
        event.put("experiment", new Value.Text(injected.experiment().name()));
        event.put("revision", new Value.Text("4cc4629f7d4d"));
        event.put("id", new Value.Text(id.toString()));
        event.put("mode", new Value.Text(injected.experiment().equals(open) ? "shadow" : "live"));
        event.put("fault", new Value.Text(injected.fault()));
        List<Value> names = new ArrayList<>();
        injected.changes().stream()
                .map(Change::field)
                .filter(each -> !each.isEmpty())
                .forEach(each -> names.add(new Value.Text(each)));
        event.put("fields", new Value.Items(names));
        boolean redacts = injected.experiment().equals(redacting);
        event.put("before", side(injected.changes(), true, redacts));
        event.put("after", side(injected.changes(), false, redacts));
        Hold hold = injected.hold();
        if (hold != null) {
            event.put(
                    hold.clock() == Hold.Clock.RECORDS ? "held-by-records" : "held-by-milliseconds",
                    Value.Num.of(hold.by()));
            if (hold.clock() == Hold.Clock.EVENT) {
                event.put("due", Value.Num.of(timestamp + hold.by()));
            }
            if (hold.spacingMicros() > 0) {
                event.put("spaced-by-microseconds", Value.Num.of(hold.spacingMicros()));
            }
        }
        event.put("timestamp", Value.Num.of(timestamp));
        return event;
    }

    private static Value side(List<Change> changes, boolean before, boolean redacts) {
        Map<String, Value> fields = new LinkedHashMap<>();
        Value whole = null;
        for (Change change : changes) {
            Value value = before ? change.before() : change.after();
            String field = change.field();
            if (field.isEmpty()) {
                boolean isPlain = value instanceof Value.Fields || !redacts;
                whole = value == null || value == Value.Null.NULL
                        ? Value.Null.NULL
                        : isPlain && !isLarge(value) ? value : digest(value);
            } else if (value != null) {
                boolean isRedacted = redacts && (field.startsWith("a") || field.startsWith("secret"));
                Value shown = isRedacted ? value : finite(value);
                fields.put(field, isRedacted || isLarge(shown) ? digest(shown) : shown);
            }
        }
        return whole == null ? new Value.Fields(fields) : whole;
    }

    private static boolean isLarge(Value value) {
        return value instanceof Value.Text text
                ? text.value().length() > 4_096
                : value instanceof Value.Bytes bytes
                        ? bytes.value().length > 4_096
                        : JsonText.of(value).length() > 4_096;
    }

    private static Value finite(Value value) {
        if (value instanceof Value.Num num
                && (num.lexeme().equals("NaN") || num.lexeme().endsWith("y"))) {
            return new Value.Text(num.lexeme());
        } else if (value instanceof Value.Items items) {
            return new Value.Items(
                    items.values().stream().map(LedgerEventTest::finite).toList());
        } else if (value instanceof Value.Fields fields) {
            Map<String, Value> finite = new LinkedHashMap<>();
            fields.values().forEach((name, each) -> finite.put(name, finite(each)));
            return new Value.Fields(finite);
        }
        return value;
    }

    private static Value digest(Value value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(JsonText.of(value).getBytes(UTF_8));
            return new Value.Text("sha256:" + HexFormat.of().formatHex(digest));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
