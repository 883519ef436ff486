package dev.gregor.runtime;

import java.util.List;
import java.util.Map;

/**
 * What one experiment would do to the last records of its route.
 *
 * @param seen records of the sample that came by while its schedule runs
 * @param selected of these, the records that the selection chooses
 * @param injected how often each fault would be injected
 * @param skipped how many selected records would pass untouched, by reason
 */
public record PlannedExperiment(
        String experiment,
        String route,
        boolean enabled,
        long seen,
        long selected,
        Map<String, Long> injected,
        Map<String, Long> skipped,
        List<Hit> hits) {

    /**
     * One record that would be hit.
     *
     * @param before the value as it is, as text; bytes that are no text as hexadecimal digits
     * @param after the values that would go out, none where the record is dropped
     * @param held how long they would be held back, in words
     */
    public record Hit(String id, List<String> faults, String before, List<String> after, List<String> held) {}
}
