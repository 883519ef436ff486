package dev.gregor.pairing;

import java.util.Map;
import java.util.function.Function;

/** What an application has counted, as it says it on a topic. For one thread. */
public final class Counts implements AutoCloseable {
    private final LatestByKey said;
    private final Function<Map<String, byte[]>, Counted> counted;

    /** @param counted makes one count of the last value of each key */
    Counts(LatestByKey said, Function<Map<String, byte[]>, Counted> counted) {
        this.said = said;
        this.counted = counted;
    }

    /** Waits a moment for what is new, and gives all that is committed. */
    public Counted next() {
        return counted.apply(said.poll());
    }

    @Override
    public void close() {
        said.close();
    }
}
