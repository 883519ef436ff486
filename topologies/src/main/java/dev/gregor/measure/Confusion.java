package dev.gregor.measure;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How often one label stood on one side and another one on the other. At most {@value #MOST} labels are kept apart: those with the least
 * hash of all that were seen, which no order of them changes. The others are one, {@value #OTHER_LABEL}.
 */
final class Confusion {
    static final int MOST = 50;
    static final String OTHER_LABEL = "(other)";

    /** Places of what has no label of its own: one of too many, and nothing. */
    private static final int OTHER = 0;

    private static final int NOTHING = 1;
    private static final int FIRST = 2;

    /** A longer label is known by its beginning and its hash. */
    private static final int LONGEST = 128;

    private static final Comparator<String> BY_HASH =
            Comparator.comparingLong(Confusion::hash).thenComparing(Comparator.naturalOrder());

    private final Map<String, Integer> places = new HashMap<>();
    private final TreeSet<String> byHash = new TreeSet<>(BY_HASH);
    private long[][] counts = new long[FIRST + 2][FIRST + 2];

    /** Counts a pair of labels; null where there is none on a side. */
    void add(@Nullable String row, @Nullable String column) {
        String r = row == null ? null : name(row);
        String c = column == null ? null : name(column);
        admit(r);
        admit(c);
        counts[r == null ? NOTHING : place(r)][c == null ? NOTHING : place(c)]++;
    }

    void merge(Confusion that) {
        for (String label : that.byHash) {
            admit(label);
        }
        int[] here = new int[FIRST + that.places.size()];
        here[NOTHING] = NOTHING;
        that.places.forEach((label, place) -> here[place] = place(label));
        for (int i = 0; i < here.length; i++) {
            for (int j = 0; j < here.length; j++) {
                counts[here[i]][here[j]] += that.counts[i][j];
            }
        }
    }

    /** The labels that are kept apart, in alphabetical order. */
    List<String> labels() {
        List<String> labels = new ArrayList<>(byHash);
        labels.sort(Comparator.naturalOrder());
        return labels;
    }

    /** Whether there were too many labels. */
    boolean hasOthers() {
        return Arrays.stream(counts[OTHER]).sum()
                        + Arrays.stream(counts).mapToLong(row -> row[OTHER]).sum()
                > 0;
    }

    /** How often a label stood in a row and another one in a column. */
    long count(String row, String column) {
        return counts[place(name(row))][place(name(column))];
    }

    /** The labels as {@link #table} has them, the other ones last where there are any. */
    List<String> tableLabels() {
        List<String> labels = labels();
        if (hasOthers()) {
            labels.add(OTHER_LABEL);
        }
        return labels;
    }

    /** The counts of pairs that have a label on both sides. */
    long[][] table() {
        int[] order = order();
        long[][] table = new long[order.length][order.length];
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < order.length; j++) {
                table[i][j] = counts[order[i]][order[j]];
            }
        }
        return table;
    }

    /** How often each label stood in a row, whatever stood in the column. */
    long[] rowSums() {
        return Arrays.stream(order())
                .mapToLong(i -> Arrays.stream(counts[i]).sum())
                .toArray();
    }

    /** How often each label stood in a column, whatever stood in the row. */
    long[] columnSums() {
        return Arrays.stream(order())
                .mapToLong(j -> Arrays.stream(counts).mapToLong(row -> row[j]).sum())
                .toArray();
    }

    /** Writes the labels and counts; where they are the same, so are the bytes. */
    void write(DataOutput out) throws IOException {
        List<String> labels = labels();
        Varint.write(out, labels.size());
        for (String label : labels) {
            out.writeUTF(label);
        }
        int[] order = order(labels);
        for (int i : order) {
            for (int j : order) {
                Varint.write(out, counts[i][j]);
            }
        }
    }

    void read(DataInput in) throws IOException {
        places.clear();
        byHash.clear();
        counts = new long[FIRST + 2][FIRST + 2];
        int size = Varint.readInt(in, MOST);
        List<String> labels = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            labels.add(in.readUTF());
            admit(labels.get(i));
        }
        int[] order = order(labels);
        for (int i : order) {
            for (int j : order) {
                counts[i][j] = Varint.read(in);
            }
        }
    }

    /** The place of nothing, of others and of each label. */
    private int[] order(List<String> labels) {
        int[] order = new int[FIRST + labels.size()];
        order[0] = NOTHING;
        order[1] = OTHER;
        for (int i = 0; i < labels.size(); i++) {
            order[FIRST + i] = place(labels.get(i));
        }
        return order;
    }

    private int[] order() {
        int[] labels = labels().stream().mapToInt(this::place).toArray();
        if (!hasOthers()) {
            return labels;
        }
        int[] order = Arrays.copyOf(labels, labels.length + 1);
        order[labels.length] = OTHER;
        return order;
    }

    private int place(String label) {
        return places.getOrDefault(label, OTHER);
    }

    /** Gives a label a place of its own, if it is one of those with the least hash; one that no longer is loses its own. */
    private void admit(@Nullable String label) {
        if (label == null || places.containsKey(label)) {
            return;
        }
        int place = FIRST + places.size();
        if (places.size() == MOST) {
            if (BY_HASH.compare(label, byHash.last()) > 0) {
                return;
            }
            place = fold(byHash.last());
        } else if (place == counts.length) {
            counts = Arrays.copyOf(counts, 2 * place);
            for (int i = 0; i < counts.length; i++) {
                counts[i] = i < place ? Arrays.copyOf(counts[i], counts.length) : new long[counts.length];
            }
        }
        places.put(label, place);
        byHash.add(label);
    }

    private int fold(String label) {
        byHash.remove(label);
        Integer place = places.remove(label);
        int from = place == null ? OTHER : place;
        for (int i = 0; i < counts.length; i++) {
            counts[OTHER][i] += counts[from][i];
            counts[from][i] = 0;
        }
        for (long[] row : counts) {
            row[OTHER] += row[from];
            row[from] = 0;
        }
        return from;
    }

    private static String name(String label) {
        return label.length() <= LONGEST
                ? label
                : label.substring(0, LONGEST) + "\u2026 #" + Long.toHexString(hash(label));
    }

    private static long hash(String label) {
        return Hashing.komihash5_0().hashCharsToLong(label);
    }
}
