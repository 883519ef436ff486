package dev.gregor.throughput;

import dev.gregor.pairing.Counts;
import dev.gregor.pairing.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Pairs the outputs of two arms and measures how far they lie apart. Its records are pairs: one that was found and measured, or two outputs that
 * were given up as having no partner, which only the join ever does here. Both of the cases that are compared read the same two topics with the
 * same guarantee, threads and interval between two commits, keep what waits in RocksDB and read each output's JSON.
 *
 * <p>The outer join measures too, yet less: it adds up absolute differences and flips by arm, where Gregor has windows, all measures with their
 * bounds, guardrails and verdicts. What it keeps is ten bytes and not the JSON, and its sums need no topic of their own.
 *
 * <p>What a JVM takes to become warm is in the result of both; it has no latency: what comes out are counts, said every so often, and not records.
 */
record PairingCase(String name, Lane lane) implements Case {
    @Override
    public Input input() {
        return new Input.OfPairs();
    }

    @Override
    public int total(Setting setting) {
        return setting.pairs();
    }

    @Override
    public Map<String, Integer> topics(Setting setting, String id) {
        return lane.topics(id);
    }

    @Override
    public String main() {
        return lane.main().getName();
    }

    @Override
    public List<String> arguments(Setting setting, String id, Path folder) {
        return lane.arguments(setting.bootstrapServers(), id, folder, setting.threads());
    }

    /** With its first commit: of records that go through a repartition topic, many would be halfway by the time that a part of the pairs is counted. */
    @Override
    public Look begin(Turn.Running running, Setting setting, String id) throws IOException, InterruptedException {
        try (Consumed consumed = new Consumed(setting.bootstrapServers(), lane.group(id))) {
            Look first = running.beyond(0, consumed);
            return new Look(0, first.nanos(), first.cpuSeconds());
        }
    }

    @Override
    public Progress progress(Setting setting, String id) {
        return new Settled(lane.counts(setting.bootstrapServers(), id));
    }

    private record Settled(Counts counts) implements Progress {
        @Override
        public long records() {
            return counts.next().settled();
        }

        @Override
        public void close() {
            counts.close();
        }
    }
}
