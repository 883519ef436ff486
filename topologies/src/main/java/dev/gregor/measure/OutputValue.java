package dev.gregor.measure;

import dev.gregor.config.Output;
import dev.gregor.record.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A value that is compared between the arms. */
public sealed interface OutputValue {
    /** The largest magnitude of a number: the square of a difference must not overflow. */
    double LARGEST = 1e150;

    /** How many items a ranking has at most. */
    int LONGEST_RANKING = 1_000;

    /** How many numbers a vector has at most. */
    int LONGEST_VECTOR = 4_096;

    /** A number or a score. */
    record Quantity(double value) implements OutputValue {
        public Quantity {
            if (!isQuantity(value)) {
                throw new IllegalArgumentException(value + " is no quantity; expected at most " + LARGEST);
            }
        }
    }

    /** The name of a class. */
    record Label(String text) implements OutputValue {}

    /** Different items, the best first. */
    record Ranking(List<String> items) implements OutputValue {
        public Ranking {
            items = List.copyOf(items);
            if (items.size() > LONGEST_RANKING || new HashSet<>(items).size() < items.size()) {
                throw new IllegalArgumentException(
                        items + " is no ranking; expected at most " + LONGEST_RANKING + " items, each once");
            }
        }
    }

    /** A direction, or a point; not to be changed. */
    record Vector(double[] values) implements OutputValue {
        public Vector {
            if (values.length < 1
                    || values.length > LONGEST_VECTOR
                    || !Arrays.stream(values).allMatch(OutputValue::isQuantity)) {
                throw new IllegalArgumentException(
                        "this is no vector; expected 1 to " + LONGEST_VECTOR + " numbers of at most " + LARGEST);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Vector that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }

    /** A text in a natural language. */
    record Text(String text) implements OutputValue {}

    /**
     * The value as an output of the given type. A number is finite and at most {@link #LARGEST}, a score from 0 to 1; a label is
     * the text of any scalar, a ranking a list of different scalars, a vector a list of numbers.
     *
     * @return empty if it is no such output
     */
    static Optional<OutputValue> of(Value value, Output.Type type) {
        return switch (type) {
            case NUMBER -> quantity(value);
            case SCORE ->
                quantity(value)
                        .filter(q -> q instanceof Quantity quantity && quantity.value() >= 0 && quantity.value() <= 1);
            case LABEL -> scalar(value).map(Label::new);
            case RANKING -> ranking(value);
            case VECTOR -> vector(value);
            case TEXT -> value instanceof Value.Text text ? Optional.of(new Text(text.value())) : Optional.empty();
        };
    }

    /** Writes the value for {@link #read}. */
    default void write(DataOutput out) throws IOException {
        if (this instanceof Quantity quantity) {
            out.writeByte('q');
            out.writeDouble(quantity.value());
        } else if (this instanceof Label label) {
            out.writeByte('l');
            writeText(out, label.text());
        } else if (this instanceof Text text) {
            out.writeByte('t');
            writeText(out, text.text());
        } else if (this instanceof Ranking ranking) {
            out.writeByte('r');
            Varint.write(out, ranking.items().size());
            for (String item : ranking.items()) {
                writeText(out, item);
            }
        } else if (this instanceof Vector vector) {
            out.writeByte('v');
            Varint.write(out, vector.values().length);
            for (double value : vector.values()) {
                out.writeDouble(value);
            }
        }
    }

    /** The value that {@link #write} wrote. */
    static OutputValue read(DataInput in) throws IOException {
        int type = in.readByte();
        if (type == 'q') {
            return new Quantity(in.readDouble());
        } else if (type == 'l') {
            return new Label(readText(in));
        } else if (type == 't') {
            return new Text(readText(in));
        } else if (type == 'r') {
            int size = Varint.readInt(in, LONGEST_RANKING);
            List<String> items = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                items.add(readText(in));
            }
            return new Ranking(items);
        } else if (type == 'v') {
            double[] values = new double[Varint.readInt(in, LONGEST_VECTOR)];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            return new Vector(values);
        }
        throw new IOException(type + " is no kind of output");
    }

    private static boolean isQuantity(double value) {
        return Math.abs(value) <= LARGEST;
    }

    private static Optional<OutputValue> quantity(Value value) {
        return value instanceof Value.Num number && isQuantity(number.toDouble())
                ? Optional.of(new Quantity(number.toDouble()))
                : Optional.empty();
    }

    private static Optional<OutputValue> ranking(Value value) {
        if (!(value instanceof Value.Items list) || list.values().size() > LONGEST_RANKING) {
            return Optional.empty();
        }
        List<String> items = list.values().stream()
                .flatMap(item -> scalar(item).stream())
                .distinct()
                .toList();
        return items.size() == list.values().size() ? Optional.of(new Ranking(items)) : Optional.empty();
    }

    private static Optional<OutputValue> vector(Value value) {
        if (!(value instanceof Value.Items list)
                || list.values().isEmpty()
                || list.values().size() > LONGEST_VECTOR) {
            return Optional.empty();
        }
        double[] values = list.values().stream()
                .mapToDouble(item -> item instanceof Value.Num number ? number.toDouble() : Double.NaN)
                .toArray();
        return Arrays.stream(values).allMatch(OutputValue::isQuantity)
                ? Optional.of(new Vector(values))
                : Optional.empty();
    }

    private static Optional<String> scalar(Value value) {
        if (value instanceof Value.Text text) {
            return Optional.of(text.value());
        } else if (value instanceof Value.Num number) {
            return Optional.of(number.lexeme());
        } else if (value instanceof Value.Bool bool) {
            return Optional.of(Boolean.toString(bool.value()));
        }
        return Optional.empty();
    }

    /** Neither writeUTF, which holds no more than 65,535 bytes, nor UTF-8, which loses half a surrogate pair. */
    private static void writeText(DataOutput out, String text) throws IOException {
        Varint.write(out, text.length());
        for (int i = 0; i < text.length(); i++) {
            Varint.write(out, text.charAt(i));
        }
    }

    private static String readText(DataInput in) throws IOException {
        int length = Varint.readInt(in, Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) Varint.readInt(in, Character.MAX_VALUE));
        }
        return text.toString();
    }
}
