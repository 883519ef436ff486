package dev.gregor.fault;

import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A field of the document under treatment that tells of each change. */
final class ObservedField implements Field {
    private final Field field;
    private final Consumer<Treatment.Change> changes;

    /** @param changes is told of each change, when it has been made */
    ObservedField(Field field, Consumer<Treatment.Change> changes) {
        this.field = field;
        this.changes = changes;
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

    @Override
    public void rename(String name) throws Skipped {
        Value value = field.value();
        field.rename(name);
        note(value, null);
        changes.accept(new Treatment.Change(beside(name), null, value));
    }

    @Override
    public void nest(String under) throws Skipped {
        Value value = field.value();
        field.nest(under);
        note(value, null);
        changes.accept(new Treatment.Change(beside(under), null, new Value.Fields(Map.of(lastName(), value))));
    }

    @Override
    public List<String> flatten() throws Skipped {
        Value value = field.value();
        List<String> names = field.flatten();
        note(value, null);
        if (value instanceof Value.Fields fields) {
            Iterator<Value> values = fields.values().values().iterator();
            names.forEach(name -> changes.accept(new Treatment.Change(beside(name), null, values.next())));
        }
        return names;
    }

    /** The path of a field with another last name. */
    private String beside(String name) {
        String own = field.path();
        return own.substring(0, lastDot(own) + 1) + name.replaceAll("[.\\[\\]\\\\]", "\\\\$0");
    }

    private String lastName() {
        String own = field.path();
        return own.substring(lastDot(own) + 1).replaceAll("\\\\(.)", "$1");
    }

    private static int lastDot(String path) {
        int dot = path.lastIndexOf('.');
        while (dot > 0 && path.charAt(dot - 1) == '\\') {
            dot = path.lastIndexOf('.', dot - 1);
        }
        return dot;
    }

    private void note(Value before, @Nullable Value after) {
        changes.accept(new Treatment.Change(field.path(), before, after));
    }
}
