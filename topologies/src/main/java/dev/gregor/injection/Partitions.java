package dev.gregor.injection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What a partitioner answers, made once for each of the first partitions and not for each record. */
final class Partitions {
    private static final int READY = 1_024;
    private static final List<Optional<Set<Integer>>> FIRST =
            IntStream.range(0, READY).mapToObj(Partitions::made).toList();

    private Partitions() {}

    /** The set of one partition. */
    static Optional<Set<Integer>> only(int partition) {
        return partition < READY ? FIRST.get(partition) : made(partition);
    }

    private static Optional<Set<Integer>> made(int partition) {
        return Optional.of(Set.of(partition));
    }
}
