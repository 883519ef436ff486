package dev.gregor.divergence;

import dev.gregor.measure.OutputValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The pairs whose outputs lie farthest apart, the worst first. Which they are does not depend on the order that they came in. */
final class Worst {
    /** How many pairs are kept. */
    static final int MOST = 10;

    /** The longest value that is kept as it is, in characters. */
    private static final int LONGEST = 500;

    private static final Comparator<WorstPair> ORDER =
            Comparator.comparingDouble(WorstPair::distance).reversed().thenComparing(WorstPair::id);

    private final List<WorstPair> pairs = new ArrayList<>();

    /** Takes a pair in if it is one of the worst. */
    void consider(Entry.Undecided pair, OutputValue control, OutputValue treatment) {
        double distance = Apart.between(control, treatment);
        if (admits(distance)) {
            add(new WorstPair(
                    new String(pair.id(), StandardCharsets.UTF_8),
                    Apart.text(control),
                    Apart.text(treatment),
                    distance,
                    pair.control().timestamp()));
        }
    }

    /** Whether a pair so far apart may be one of the worst. */
    private boolean admits(double distance) {
        return distance > 0
                && (pairs.size() < MOST
                        || distance >= pairs.get(pairs.size() - 1).distance());
    }

    private void add(WorstPair pair) {
        if (!admits(pair.distance()) || pairs.contains(pair)) {
            return;
        }
        pairs.add(pair.shortened(LONGEST));
        pairs.sort(ORDER);
        if (pairs.size() > MOST) {
            pairs.remove(MOST);
        }
    }

    void merge(Worst other) {
        other.pairs.forEach(this::add);
    }

    List<WorstPair> pairs() {
        return List.copyOf(pairs);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(pairs.size());
        for (WorstPair pair : pairs) {
            BinarySerde.writeText(out, pair.id());
            BinarySerde.writeText(out, pair.control());
            BinarySerde.writeText(out, pair.treatment());
            out.writeDouble(pair.distance());
            out.writeLong(pair.timestamp());
        }
    }

    static Worst read(DataInputStream in) throws IOException {
        Worst worst = new Worst();
        int size = in.readByte();
        for (int i = 0; i < size; i++) {
            worst.pairs.add(new WorstPair(
                    BinarySerde.readText(in),
                    BinarySerde.readText(in),
                    BinarySerde.readText(in),
                    in.readDouble(),
                    in.readLong()));
        }
        return worst;
    }
}
