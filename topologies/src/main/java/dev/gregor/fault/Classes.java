package dev.gregor.fault;

import dev.gregor.record.JsonText;
import dev.gregor.record.Value;

/** The class that a label names. Classes are written as text in a configuration, whatever type the label has. */
final class Classes {
    private Classes() {}

    /** The name of a label's class: its text, or its number or truth value as written. */
    static String nameOf(Value label) {
        return label instanceof Value.Text text ? text.value() : JsonText.of(label);
    }

    /** A class as a label of the same type as another one, where it can be; else as text. */
    static Value like(Value label, String name) {
        if (label instanceof Value.Bool && (name.equals("true") || name.equals("false"))) {
            return new Value.Bool(name.equals("true"));
        } else if (label instanceof Value.Num && name.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            return new Value.Num(name);
        }
        return new Value.Text(name);
    }
}
