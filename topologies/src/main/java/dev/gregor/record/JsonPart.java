package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value inside a JSON text: a span of the source bytes, and for a container the slots in it, once somebody asks for them. An unchanged part is
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
        NULL;

        /** The kind of a value by its first byte. */
        static Kind of(int first) {
            return switch (first) {
                case '{' -> OBJECT;
                case '[' -> ARRAY;
                case '"' -> TEXT;
                case 't' -> TRUE;
                case 'f' -> FALSE;
                case 'n' -> NULL;
                default -> NUMBER;
            };
        }
    }

    /** How many places are noted of a slot. */
    private static final int MARKS = 5;

    final Kind kind;
    final byte[] source;
    final int start;
    int end;

    /** The white space between the last slot and the closing bracket. */
    int tailStart;

    @Nullable
    JsonPart parent;

    /** Five places of each slot as {@link #note} tells them; null until the container is looked into. */
    private int @Nullable [] marks;

    private int marked;

    /** The slots that somebody asked for, each at its place; null if nobody did, or once all of them are in the list. */
    private @Nullable Slot @Nullable [] touched;

    /** All slots, in order; null as long as the marks tell of them. */
    private @Nullable List<Slot> slots;

    private boolean changed;
    private boolean hasGaps;

    JsonPart(Kind kind, byte[] source, int start) {
        this.kind = kind;
        this.source = source;
        this.start = start;
    }

    boolean isContainer() {
        return kind == Kind.OBJECT || kind == Kind.ARRAY;
    }

    /**
     * Notes the next slot of the container.
     *
     * @param nameEnd the complement of the place, if the name has escapes
     */
    void note(int nameStart, int nameEnd, int leadEnd, int valueEnd, int trailEnd) {
        int from = marked * MARKS;
        int[] noted = marks == null ? new int[6 * MARKS] : marks;
        if (from == noted.length) {
            noted = Arrays.copyOf(noted, 2 * from);
        }
        noted[from] = nameStart;
        noted[from + 1] = nameEnd;
        noted[from + 2] = leadEnd;
        noted[from + 3] = valueEnd;
        noted[from + 4] = trailEnd;
        marks = noted;
        marked++;
    }

    /** One place in a container: for an object with the name before the value. Spans include the white space around. */
    static final class Slot {
        final JsonPart container;
        final int leadStart;
        int nameStart;
        int nameEnd;
        int leadEnd;
        int valueEnd;
        int trailEnd;
        private @Nullable JsonPart value;
        private boolean removed;

        /** What stands before the value where that is not in the source: the slot was renamed or added. */
        private byte @Nullable [] ownLead;

        private @Nullable String ownName;

        Slot(JsonPart container, int leadStart, @Nullable JsonPart value) {
            this.container = container;
            this.leadStart = leadStart;
            this.value = value;
        }

        JsonPart value() {
            if (value == null) {
                value = new JsonPart(Kind.of(container.source[leadEnd]), container.source, leadEnd);
                value.end = valueEnd;
                value.parent = container;
            }
            return value;
        }

        /** The name of the member, without quotes and escapes. */
        String name() {
            return ownName == null ? container.name(nameStart, nameEnd) : ownName;
        }

        boolean isNamed(String name) {
            return ownName == null
                    ? JsonPart.isNamed(container.source, nameStart, nameEnd, name)
                    : ownName.equals(name);
        }

        private void writeTo(ByteSink out) {
            if (ownLead == null) {
                out.write(container.source, leadStart, leadEnd);
            } else {
                out.write(ownLead);
            }
            if (value == null) {
                out.write(container.source, leadEnd, valueEnd);
            } else {
                value.writeTo(out);
            }
            out.write(container.source, valueEnd, trailEnd);
        }
    }

    private String name(int nameStart, int nameEnd) {
        return name(source, nameStart, nameEnd);
    }

    private static String name(byte[] source, int nameStart, int nameEnd) {
        return nameEnd < 0
                ? JsonText.unescape(source, nameStart, ~nameEnd)
                : new String(source, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    /**
     * Whether a name in the text is this one.
     *
     * @param nameEnd the complement of the place, if the name has escapes
     */
    static boolean isNamed(byte[] source, int nameStart, int nameEnd, String name) {
        if (nameEnd < 0) {
            return name(source, nameStart, nameEnd).equals(name);
        }
        int length = nameEnd - nameStart;
        for (int i = 0; i < length; i++) {
            byte b = source[nameStart + i];
            if (b < 0) {
                // Beyond ASCII a character has more than one byte.
                return name(source, nameStart, nameEnd).equals(name);
            } else if (i >= name.length() || b != name.charAt(i)) {
                return false;
            }
        }
        return length == name.length();
    }

    /** How many slots there are. */
    int size() {
        openIfClosed();
        return slots == null && !hasGaps ? marked : slotsOrNone().size();
    }

    /** The slot at a place below {@link #size}. */
    Slot slot(int at) {
        return slots == null && !hasGaps ? markedSlot(at) : slotsOrNone().get(at);
    }

    /** Whether the slot at a place below {@link #size} has the name. */
    boolean isNamed(int at, String name) {
        if (slots != null || hasGaps || (touched != null && touched[at] != null)) {
            return slot(at).isNamed(name);
        }
        int[] noted = Objects.requireNonNull(marks);
        return isNamed(source, noted[at * MARKS], noted[at * MARKS + 1], name);
    }

    List<Slot> slotsOrNone() {
        if (!isContainer()) {
            return List.of();
        }
        openIfClosed();
        if (slots == null) {
            List<Slot> all = new ArrayList<>(marked);
            for (int i = 0; i < marked; i++) {
                all.add(markedSlot(i));
            }
            slots = all;
            touched = null;
        }
        if (hasGaps) {
            slots.removeIf(slot -> slot.removed);
            hasGaps = false;
        }
        return slots;
    }

    private void openIfClosed() {
        if (tailStart == 0 && isContainer()) {
            JsonScanner.open(this);
        }
    }

    private Slot markedSlot(int at) {
        int[] noted = Objects.requireNonNull(marks);
        if (touched == null) {
            touched = new Slot[marked];
        }
        Slot slot = touched[at];
        if (slot == null) {
            int from = at * MARKS;
            slot = new Slot(this, leadStart(at), null);
            slot.nameStart = noted[from];
            slot.nameEnd = noted[from + 1];
            slot.leadEnd = noted[from + 2];
            slot.valueEnd = noted[from + 3];
            slot.trailEnd = noted[from + 4];
            touched[at] = slot;
        }
        return slot;
    }

    /** A slot begins behind the bracket, or behind the comma that ends the one before it. */
    private int leadStart(int at) {
        return at == 0 ? start + 1 : Objects.requireNonNull(marks)[at * MARKS - 1] + 1;
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
        return lastNamed(name) >= 0;
    }

    /** The place of the last member of this name, -1 if there is none. */
    int lastNamed(String name) {
        int at = size() - 1;
        while (at >= 0 && !isNamed(at, name)) {
            at--;
        }
        return at;
    }

    /** Gives a member another name; the white space around it stays. */
    void rename(Slot slot, String name) {
        ByteSink lead = new ByteSink(slot.leadEnd - slot.leadStart + name.length());
        if (slot.ownLead == null) {
            lead.write(source, slot.leadStart, slot.nameStart - 1);
            lead.write(quoted(name));
            lead.write(source, (slot.nameEnd < 0 ? ~slot.nameEnd : slot.nameEnd) + 1, slot.leadEnd);
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
        insert(slotsOrNone().size(), name, value);
    }

    /** Puts the members of an object in its place, each under the object's name and its own. */
    void flatten(Slot slot) {
        int at = slotsOrNone().indexOf(slot);
        String prefix = slot.name() + "_";
        for (Slot member : slot.value().slotsOrNone()) {
            insert(++at, prefix + member.name(), member.value());
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
        slotsOrNone().add(at, slot);
        markChanged();
    }

    private static byte[] quoted(String name) {
        return new JsonBytes(name.length() + 2).text(name).toArray();
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
            case ARRAY -> changed ? items() : new JsonReader(source, start).value();
            case OBJECT -> changed ? fields() : new JsonReader(source, start).value();
        };
    }

    private Value items() {
        return new Value.Items(
                slotsOrNone().stream().map(slot -> slot.value().value()).toList());
    }

    private Value fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        slotsOrNone().forEach(slot -> fields.put(slot.name(), slot.value().value()));
        return new Value.Fields(fields);
    }

    void writeTo(ByteSink out) {
        if (!changed) {
            out.write(source, start, end);
            return;
        }
        out.write(source[start]);
        if (slots == null) {
            writeMarked(out);
        } else {
            boolean first = true;
            for (Slot slot : slotsOrNone()) {
                if (!first) {
                    out.write((byte) ',');
                }
                first = false;
                slot.writeTo(out);
            }
        }
        out.write(source, tailStart, end);
    }

    /** Copies what nobody asked for as it stands, without making slots of it. */
    private void writeMarked(ByteSink out) {
        @Nullable Slot[] asked = Objects.requireNonNull(touched);
        boolean first = true;
        for (int i = 0; i < marked; i++) {
            Slot slot = asked[i];
            if (slot != null && slot.removed) {
                continue;
            }
            if (!first) {
                out.write((byte) ',');
            }
            first = false;
            if (slot == null) {
                out.write(source, leadStart(i), Objects.requireNonNull(marks)[i * MARKS + MARKS - 1]);
            } else {
                slot.writeTo(out);
            }
        }
    }
}
