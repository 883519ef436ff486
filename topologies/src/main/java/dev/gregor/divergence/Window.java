package dev.gregor.divergence;

/**
 * A span of event time. Windows of one length lie side by side from the epoch on.
 *
 * @param start the first millisecond of the window, since the epoch
 * @param end the first millisecond after it
 */
public record Window(long start, long end) implements Comparable<Window> {

    static Window of(long timestamp, long length) {
        long start = Math.floorDiv(timestamp, length) * length;
        return new Window(start, start + length);
    }

    @Override
    public int compareTo(Window other) {
        int byStart = Long.compare(start, other.start);
        return byStart != 0 ? byStart : Long.compare(end, other.end);
    }
}
