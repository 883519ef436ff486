package dev.gregor.throughput;

import dev.gregor.pairing.Counts;
import dev.gregor.pairing.Lane;
import dev.gregor.pairing.LaneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
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
 * <p>It has no latency: what comes out are counts, said every so often, and not records.
 */
record PairingCase(String name, Lane lane) implements Case {
    private static final double WARM_UP = 0.5;

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
        Map<String, Integer> topics = new HashMap<>(lane.topics(id));
        topics.putAll(lane.topics(LaneProcess.warmUp(id)));
        return topics;
    }

    @Override
    public String main() {
        return LaneProcess.class.getName();
    }

    @Override
    public List<String> arguments(Setting setting, String id, Path folder) {
        return LaneProcess.arguments(lane, setting.bootstrapServers(), id, folder, setting.threads(), warmUp(setting));
    }

    /** With the first commit of the application after the one that warms up. */
    @Override
    public Look begin(Turn.Running running, Setting setting, String id) throws IOException, InterruptedException {
        try (Progress warming = progress(setting, LaneProcess.warmUp(id));
                Consumed consumed = new Consumed(setting.bootstrapServers(), lane.group(id))) {
            running.beyond(warmUp(setting) - 1, warming);
            Look first = running.beyond(0, consumed);
            return new Look(0, first.nanos(), first.cpuSeconds());
        }
    }

    private static int warmUp(Setting setting) {
        return (int) (WARM_UP * setting.pairs());
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
