package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value inside a JSON text: a span of the source bytes, and for a container the slots in it. An unchanged part is
 * written by copying its span, so that lexemes, escapes, white space and the order of names survive.
 */
final class JsonPart {
    enum Kind {
        OBJECT,
        ARRAY,
        TEXT,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    final Kind kind;
    final byte[] source;
    final int start;
    int end;

    /** What stands in the container, in order; null for a scalar. */
    final @Nullable List<Slot> slots;

    /** The white space between the last slot and the closing bracket. */
    int tailStart;

    @Nullable
    JsonPart parent;

    private boolean changed;
    private boolean hasGaps;

    JsonPart(Kind kind, byte[] source, int start) {
        this.kind = kind;
        this.source = source;
        this.start = start;
        this.slots = kind == Kind.OBJECT || kind == Kind.ARRAY ? new ArrayList<>() : null;
    }

    /** One place in a container: for an object with the name before the value. Spans include the white space around. */
    static final class Slot {
        final JsonPart container;
        final int leadStart;
        int nameStart;
        int nameEnd;
        boolean nameEscaped;
        int leadEnd;
        JsonPart value;
        int valueEnd;
        int trailEnd;
        private boolean removed;

        /** What stands before the value where that is not in the source: the slot was renamed or added. */
        private byte @Nullable [] ownLead;

        private @Nullable String ownName;

        Slot(JsonPart container, int leadStart, JsonPart value) {
            this.container = container;
            this.leadStart = leadStart;
            this.value = value;
        }

        /** The name of the member, without quotes and escapes. */
        String name() {
            if (ownName != null) {
                return ownName;
            }
            return nameEscaped
                    ? JsonText.unescape(container.source, nameStart, nameEnd)
                    : new String(container.source, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
        }

        boolean isNamed(String name) {
            if (nameEscaped || ownName != null) {
                return name().equals(name);
            }
            int length = nameEnd - nameStart;
            if (length != name.length()) {
                // Names beyond ASCII are longer in bytes than in characters.
                return length > name.length() && name().equals(name);
            }
            for (int i = 0; i < length; i++) {
                if (container.source[nameStart + i] != name.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    List<Slot> slotsOrNone() {
        if (slots == null) {
            return List.of();
        }
        if (hasGaps) {
            slots.removeIf(slot -> slot.removed);
            hasGaps = false;
        }
        return slots;
    }

    void replace(Slot slot, JsonPart value) {
        slot.value = value;
        value.parent = this;
        markChanged();
    }

    /** Takes a slot out. All gaps are closed at once, later: one by one, a long array would cost the square of its length. */
    void remove(Slot slot) {
        slot.removed = true;
        hasGaps = true;
        markChanged();
    }

    /** Whether the object has a member of this name. */
    boolean has(String name) {
        return slotsOrNone().stream().anyMatch(slot -> slot.isNamed(name));
    }

    /** Gives a member another name; the white space around it stays. */
    void rename(Slot slot, String name) {
        ByteSink lead = new ByteSink(slot.leadEnd - slot.leadStart + name.length());
        if (slot.ownLead == null) {
            lead.write(source, slot.leadStart, slot.nameStart - 1);
            lead.write(quoted(name));
            lead.write(source, slot.nameEnd + 1, slot.leadEnd);
        } else {
            lead.write(quoted(name));
            lead.write((byte) ':');
        }
        slot.ownLead = lead.toArray();
        slot.ownName = name;
        markChanged();
    }

    /** Adds a member behind the last one. */
    void append(String name, JsonPart value) {
        insert(Objects.requireNonNull(slots).size(), name, value);
    }

    /** Puts the members of an object in its place, each under the object's name and its own. */
    void flatten(Slot slot) {
        int at = Objects.requireNonNull(slots).indexOf(slot);
        String prefix = slot.name() + "_";
        for (Slot member : slot.value.slotsOrNone()) {
            insert(++at, prefix + member.name(), member.value);
        }
        remove(slot);
    }

    private void insert(int at, String name, JsonPart value) {
        Slot slot = new Slot(this, 0, value);
        slot.ownName = name;
        ByteSink lead = new ByteSink(name.length() + 3);
        lead.write(quoted(name));
        lead.write((byte) ':');
        slot.ownLead = lead.toArray();
        value.parent = this;
        Objects.requireNonNull(slots).add(at, slot);
        markChanged();
    }

    private static byte[] quoted(String name) {
        StringBuilder text = new StringBuilder();
        JsonText.quote(text, name);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void markChanged() {
        for (JsonPart part = this; part != null && !part.changed; part = part.parent) {
            part.changed = true;
        }
    }

    Value value() {
        return switch (kind) {
            case NULL -> Value.Null.NULL;
            case TRUE -> new Value.Bool(true);
            case FALSE -> new Value.Bool(false);
            case NUMBER -> new Value.Num(new String(source, start, end - start, StandardCharsets.US_ASCII));
            case TEXT -> new Value.Text(JsonText.unescape(source, start + 1, end - 1));
            case ARRAY ->
                new Value.Items(
                        slotsOrNone().stream().map(slot -> slot.value.value()).toList());
            case OBJECT -> fields();
        };
    }

    private Value fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        slotsOrNone().forEach(slot -> fields.put(slot.name(), slot.value.value()));
        return new Value.Fields(fields);
    }

    void writeTo(ByteSink out) {
        if (!changed) {
            out.write(source, start, end);
            return;
        }
        out.write(source[start]);
        boolean first = true;
        for (Slot slot : slotsOrNone()) {
            if (!first) {
                out.write((byte) ',');
            }
            first = false;
            if (slot.ownLead == null) {
                out.write(source, slot.leadStart, slot.leadEnd);
            } else {
                out.write(slot.ownLead);
            }
            slot.value.writeTo(out);
            out.write(source, slot.valueEnd, slot.trailEnd);
        }
        out.write(source, tailStart, end);
    }
}
