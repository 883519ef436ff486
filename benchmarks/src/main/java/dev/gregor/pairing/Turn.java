package dev.gregor.pairing;

import dev.gregor.harness.BrokerProcess;
import dev.gregor.harness.Topics;
import dev.gregor.pairing.Lane.Running;
import dev.gregor.runtime.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * One run of a lane over all outputs.
 *
 * @param lane the lane's name
 * @param round 0 for the one that only warms up
 * @param pairs how many were counted; all of them, if nothing is missing
 * @param treated how many of these were counted as hit
 * @param alone outputs that were counted as having no partner when the last pair was counted
 * @param seconds from when the application processes records to the last pair counted and committed
 * @param pairsPerSecond over that time, with those that were there and not counted
 * @param cpuMicrosPerPair processor time of the JVM over that time, for each pair
 * @param brokerMicrosPerPair the same of the broker's JVM
 */
record Turn(
        String lane,
        int round,
        long pairs,
        long treated,
        long alone,
        double seconds,
        double pairsPerSecond,
        double cpuMicrosPerPair,
        double brokerMicrosPerPair) {
    /** An application that counts nothing new for so long has come to an end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_EVERY_MILLIS = 10;

    /**
     * Runs a lane until it has counted so many pairs, or counts no more.
     *
     * @param watch is told what was counted and where the state is, whenever more was counted
     * @throws IllegalStateException if the application does not begin
     */
    static Turn of(Lane lane, int round, int pairs, int threads, BrokerProcess broker, BiConsumer<Counted, Path> watch)
            throws InterruptedException {
        String id = lane.name() + "-" + round;
        try (Topics topics = Topics.create(broker.bootstrapServers(), id, lane.topics(id));
                TemporaryFolder folder = TemporaryFolder.create("gregor-pairing-");
                Running running = lane.start(topics.bootstrapServers(), id, folder.path(), threads);
                Counts counts = lane.counts(topics.bootstrapServers(), id)) {
            awaitReady(running);
            double cpu = cpuSeconds();
            double brokerCpu = broker.cpuSeconds();
            long began = System.nanoTime();
            long last = began;
            Counted counted = Counted.NOTHING;
            while (counted.pairs() < pairs && System.nanoTime() - last < PATIENCE.toNanos()) {
                Counted now = counts.next();
                if (now.pairs() > counted.pairs()) {
                    last = System.nanoTime();
                    watch.accept(now, folder.path());
                }
                counted = now;
            }
            double seconds = (last - began) / 1e9;
            double micros = 1e6 / pairs;
            return new Turn(
                    lane.name(),
                    round,
                    counted.pairs(),
                    counted.treated(),
                    counted.alone(),
                    seconds,
                    pairs / seconds,
                    (cpuSeconds() - cpu) * micros,
                    (broker.cpuSeconds() - brokerCpu) * micros);
        }
    }

    /** Whether every pair was counted, once, for the arm that it is of. */
    boolean isRight(int wanted) {
        return pairs == wanted && treated == (wanted + Outputs.HIT_ONE_IN - 1) / Outputs.HIT_ONE_IN;
    }

    private static void awaitReady(Running running) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!running.isReady()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The application does not begin; its log above says why");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }
}
