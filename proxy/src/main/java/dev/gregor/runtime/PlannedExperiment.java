package dev.gregor.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one experiment would do to the last records of its route.
 *
 * @param seen records of the sample that came by while its schedule runs
 * @param selected of these, the records that the selection chooses
 * @param injected how often each fault would be injected
 * @param skipped how many selected records would pass untouched, by reason
 * @param effort what it takes to tell that its guardrails hold
 */
public record PlannedExperiment(
        String experiment,
        String route,
        boolean enabled,
        long seen,
        long selected,
        Map<String, Long> injected,
        Map<String, Long> skipped,
        List<Hit> hits,
        Effort effort) {

    /**
     * What it takes to tell that the guardrails hold.
     *
     * @param hitShare the share of the records that would be hit, from 0 to 1
     * @param recordsPerSecond how fast the records of the sample came; null where their timestamps do not tell
     * @param clock what that was told by: the wall clock, or event time where the last record is not of this hour
     * @param guardrails one for each guardrail, in the order of the file
     */
    public record Effort(
            double hitShare, @Nullable Double recordsPerSecond, String clock, List<PlannedEffort> guardrails) {}

    /**
     * One record that would be hit.
     *
     * @param before the value as it is, as text; bytes that are no text as hexadecimal digits
     * @param after the values that would go out, none where the record is dropped
     * @param held how long they would be held back, in words
     */
    public record Hit(String id, List<String> faults, String before, List<String> after, List<String> held) {}
}
