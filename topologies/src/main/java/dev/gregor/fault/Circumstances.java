package dev.gregor.fault;

/**
 * What a fault may ask for besides the record.
 *
 * @param history the past of the raw topic
 * @param memory what faults remember of the records of this partition
 * @param labels other topics by key
 */
public record Circumstances(History history, Memory memory, Labels labels) {

    /** Only a history: faults remember in memory, and there are no other topics. */
    public static Circumstances of(History history) {
        return new Circumstances(history, new MemoryInRam(), Labels.NONE);
    }
}
