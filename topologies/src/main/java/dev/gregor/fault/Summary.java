package dev.gregor.fault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of a field so far, in few numbers: mean and variance of the numbers by a numerically stable update (Welford, 1962),
 * and how often each of the first 1,000 different texts came.
 */
public final class Summary {
    private static final int MOST_CLASSES = 1_000;

    private long n;
    private double mean;
    private double squares;
    private final TreeMap<String, Long> classes = new TreeMap<>();

    /** Adds a finite number. */
    void add(double number) {
        n++;
        double from = number - mean;
        mean += from / n;
        squares += from * (number - mean);
    }

    /** Adds one of a class. */
    void count(String name) {
        if (classes.containsKey(name) || classes.size() < MOST_CLASSES) {
            classes.merge(name, 1L, Long::sum);
        }
    }

    /** How many numbers were added. */
    long n() {
        return n;
    }

    /** The sample standard deviation of the numbers; 0 for fewer than two. */
    double deviation() {
        return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    }

    /** How often each class came, in the order of their names. */
    Map<String, Long> classes() {
        return Collections.unmodifiableMap(classes);
    }

    /** The bytes that {@link #fromBytes} makes the same summary of. */
    public byte[] toBytes() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(n);
            out.writeDouble(mean);
            out.writeDouble(squares);
            out.writeInt(classes.size());
            for (Map.Entry<String, Long> each : classes.entrySet()) {
                byte[] name = each.getKey().getBytes(StandardCharsets.UTF_8);
                out.writeInt(name.length);
                out.write(name);
                out.writeLong(each.getValue());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A summary could not be written", e);
        }
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Summary fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Summary summary = new Summary();
            summary.n = in.readLong();
            summary.mean = in.readDouble();
            summary.squares = in.readDouble();
            for (int left = in.readInt(); left > 0; left--) {
                String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                summary.classes.put(name, in.readLong());
            }
            return summary;
        } catch (IOException e) {
            throw new UncheckedIOException("A summary that no Gregor wrote", e);
        }
    }
}
