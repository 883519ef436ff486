package dev.gregor.divergence;

import dev.gregor.store.BufferedStore;
import dev.gregor.store.WriteBehindStore;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;

/**
 * The names of the stores of one pairing step.
 *
 * @param isDirect whether outputs are paired on the partition that they were read from
 */
record PairingStores(String pairs, String tallies, String outcomes, boolean isDirect) {
    /** Where outputs are brought together by their pair id first. */
    static final PairingStores REPARTITIONED = new PairingStores("pairs", "tallies", "outcomes", false);
    /** Where the pair id is the key, so that both outputs lie on one partition as they are. */
    static final PairingStores DIRECT = new PairingStores("pairs-by-key", "tallies-by-key", "outcomes-by-key", true);

    void addTo(StreamsBuilder builder) {
        builder.addStateStore(BufferedStore.builder(pairs))
                .addStateStore(WriteBehindStore.builder(tallies, KeptTally.CODEC))
                .addStateStore(WriteBehindStore.builder(outcomes, Standing.CODEC));
    }

    String[] names() {
        return List.of(pairs, tallies, outcomes).toArray(String[]::new);
    }

    /** The number of the part of the work that a task is. Those of the two steps differ. */
    int part(int partition) {
        return isDirect ? -1 - partition : partition;
    }
}
