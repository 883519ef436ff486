package dev.gregor.record;

import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import dev.gregor.record.JsonPart.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON text whose parts can be changed where they stand. */
final class JsonDocument implements Document {
    private final JsonPart root;
    private final int before;
    private final byte[] source;

    JsonDocument(byte[] source) throws Skipped {
        this.source = source;
        this.root = JsonScanner.scan(source);
        this.before = root.start;
    }

    @Override
    public List<Field> fields(List<Step> steps) {
        List<Field> found = new ArrayList<>(1);
        find(root, steps, 0, "", found);
        return found;
    }

    @Override
    public List<Field> topLevelFields() {
        if (root.kind != JsonPart.Kind.OBJECT) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>(root.slotsOrNone().size());
        for (Slot slot : root.slotsOrNone()) {
            String name = slot.name();
            if (!name.isEmpty()) {
                fields.add(new JsonField(slot, Paths.name("", name)));
            }
        }
        return fields;
    }

    @Override
    public Value value() {
        return root.value();
    }

    @Override
    public @Nullable Value member(List<String> names) {
        JsonPart at = root;
        for (String name : names) {
            int place = at.kind == JsonPart.Kind.OBJECT ? at.lastNamed(name) : -1;
            if (place < 0) {
                return null;
            }
            at = at.slot(place).value();
        }
        return at.value();
    }

    @Override
    public void add(FieldPath path, Value value) throws Skipped {
        List<Step> steps = path.steps();
        String name = Paths.lastName(path);
        List<JsonPart> parents = new ArrayList<>();
        if (steps.size() == 1) {
            parents.add(root);
        } else {
            List<Field> found = new ArrayList<>(1);
            find(root, steps.subList(0, steps.size() - 1), 0, "", found);
            found.forEach(each -> parents.add(((JsonField) each).slot.value()));
        }
        parents.removeIf(parent -> parent.kind != JsonPart.Kind.OBJECT);
        if (parents.isEmpty()) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "there is no object that " + path + " could stand in");
        }
        for (JsonPart parent : parents) {
            if (parent.has(name)) {
                throw new Skipped(SkipReason.NOT_APPLICABLE, "there is a field " + path + " already");
            }
        }
        for (JsonPart parent : parents) {
            parent.append(name, part(value));
        }
    }

    private static JsonPart part(Value value) throws Skipped {
        return JsonScanner.scanMade(JsonBytes.of(value));
    }

    byte[] toBytes() {
        ByteSink out = new ByteSink(source.length + 16);
        out.write(source, 0, before);
        root.writeTo(out);
        out.write(source, root.end, source.length);
        return out.toArray();
    }

    private static void find(JsonPart part, List<Step> steps, int depth, String prefix, List<Field> found) {
        Step step = steps.get(depth);
        if (step instanceof Step.Name name) {
            if (part.kind == JsonPart.Kind.OBJECT) {
                for (int i = 0; i < part.size(); i++) {
                    if (part.isNamed(i, name.name())) {
                        enter(part.slot(i), steps, depth, Paths.name(prefix, name.name()), found);
                    }
                }
            }
        } else if (part.kind == JsonPart.Kind.ARRAY) {
            int from = step instanceof Step.Index index ? index.index() : 0;
            int to = step instanceof Step.Index index ? Math.min(index.index() + 1, part.size()) : part.size();
            for (int i = from; i < to; i++) {
                enter(part.slot(i), steps, depth, Paths.index(prefix, i), found);
            }
        }
    }

    private static void enter(Slot slot, List<Step> steps, int depth, String path, List<Field> found) {
        if (depth == steps.size() - 1) {
            found.add(new JsonField(slot, path));
        } else {
            find(slot.value(), steps, depth + 1, path, found);
        }
    }

    private record JsonField(Slot slot, String path) implements Field {
        @Override
        public Value value() {
            return slot.value().value();
        }

        @Override
        public void set(Value value) throws Skipped {
            slot.container.replace(slot, part(value));
        }

        @Override
        public void remove() {
            slot.container.remove(slot);
        }

        @Override
        public void rename(String name) throws Skipped {
            requireMember();
            requireFree(name);
            slot.container.rename(slot, name);
        }

        @Override
        public void nest(String under) throws Skipped {
            requireMember();
            requireFree(under);
            String name = slot.name();
            JsonPart inner = slot.value();
            JsonPart outer = part(new Value.Fields(Map.of()));
            slot.container.replace(slot, outer);
            outer.append(name, inner);
            slot.container.rename(slot, under);
        }

        @Override
        public List<String> flatten() throws Skipped {
            requireMember();
            if (slot.value().kind != JsonPart.Kind.OBJECT) {
                throw new Skipped(SkipReason.NOT_APPLICABLE, path + " is no object");
            }
            List<String> names = new ArrayList<>();
            for (Slot member : slot.value().slotsOrNone()) {
                String name = slot.name() + "_" + member.name();
                requireFree(name);
                names.add(name);
            }
            slot.container.flatten(slot);
            return names;
        }

        private void requireMember() throws Skipped {
            if (slot.container.kind != JsonPart.Kind.OBJECT) {
                throw new Skipped(SkipReason.NOT_APPLICABLE, path + " has no name");
            }
        }

        private void requireFree(String name) throws Skipped {
            if (slot.container.has(name)) {
                throw new Skipped(SkipReason.NOT_APPLICABLE, "a field " + name + " stands beside " + path);
            }
        }
    }
}
