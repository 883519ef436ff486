package dev.gregor.divergence;

import dev.gregor.judge.Evidence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each outcome came about. Not thread-safe. */
final class OutcomeCounts {
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

    long of(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    void add(Outcome outcome, long times) {
        if (times != 0) {
            counts.merge(outcome, times, Long::sum);
        }
    }

    /** How many pair ids have come to an end. */
    long decided() {
        return of(Outcome.TREATED)
                + of(Outcome.UNTREATED)
                + of(Outcome.EXCLUDED)
                + of(Outcome.MISSING)
                + of(Outcome.ORPHAN);
    }

    void merge(OutcomeCounts other) {
        other.counts.forEach(this::add);
    }

    OutcomeCounts copy() {
        OutcomeCounts copy = new OutcomeCounts();
        copy.merge(this);
        return copy;
    }

    /** What the judge looks at. */
    Evidence.Pairs toPairs() {
        return new Evidence.Pairs(
                of(Outcome.TREATED),
                of(Outcome.UNTREATED),
                of(Outcome.MISSING),
                of(Outcome.ORPHAN),
                of(Outcome.DUPLICATE),
                of(Outcome.INVALID),
                of(Outcome.MISSING_TREATED),
                of(Outcome.INVALID_TREATED),
                of(Outcome.LATE_MARK));
    }

    /** All counts by the outcome's word, also those of 0, in a fixed order. */
    Map<String, Long> toMap() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            map.put(outcome.word(), of(outcome));
        }
        return map;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(counts.size());
        for (Map.Entry<Outcome, Long> entry : counts.entrySet()) {
            out.writeUTF(entry.getKey().name());
            out.writeLong(entry.getValue());
        }
    }

    static OutcomeCounts read(DataInputStream in) throws IOException {
        OutcomeCounts read = new OutcomeCounts();
        int size = in.readByte();
        for (int i = 0; i < size; i++) {
            read.add(Outcome.valueOf(in.readUTF()), in.readLong());
        }
        return read;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutcomeCounts o && counts.equals(o.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
