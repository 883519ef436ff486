package dev.gregor.hold;

import dev.gregor.demo.EmbeddedBroker;
import dev.gregor.runtime.TemporaryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All records through one lane: they come in at their rate, are all held for a while, and go out at the same rate.
 */
final class Pass implements AutoCloseable {
    /** All that is due must have come out by then. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The kill comes so long before the first record is due, when all are held. */
    private static final Duration BEFORE_DUE = Duration.ofSeconds(4);

    private static final double MEGABYTE = 1 << 20;

    private final Lane lane;
    private final TemporaryFolder folder = TemporaryFolder.create("gregor-hold-");
    private final Arrivals arrivals;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** A pass with topics of its own. */
    Pass(EmbeddedBroker broker, String id, Setup setup) {
        lane = new Lane(id, broker.bootstrapServers(), setup);
        broker.createTopics(Map.of(lane.raw(), setup.partitions(), lane.features(), setup.partitions()));
        arrivals = new Arrivals(lane);
    }

    /**
     * What it takes to hold.
     *
     * @param held records held at the most
     * @param heapMegabytes the most heap that was in use, garbage included
     * @param liveHeapMegabytes what of it a full collection left; 0 if there was none
     * @param heapLimitMegabytes the largest heap of the JVM
     * @param residentMegabytes the most memory of the process, RocksDB's included; 0 if the system does not tell
     * @param cpuMicrosPerRecord processor time of Gregor's process for each record, from its start to the end: taken in, held,
     *     released; what a busy machine does not change much
     * @param producedPerSecond records that were written to the raw topic each second
     * @param releasesPerSecond from the first that came out to the last
     * @param lateness in milliseconds, at a consumer: Kafka's way to Gregor, the commit and the way to the consumer are in it
     * @param latenessWarm the same without the first fifth of the records, during which both JVMs compile
     * @param latenessInside in milliseconds, from due time to release in the hold store, by the bounds of a histogram
     */
    record Held(
            long held,
            double heapMegabytes,
            double liveHeapMegabytes,
            int heapLimitMegabytes,
            double residentMegabytes,
            double cpuMicrosPerRecord,
            double producedPerSecond,
            double releasesPerSecond,
            Lateness lateness,
            Lateness latenessWarm,
            Lateness latenessInside,
            long missing,
            long doubled) {}

    /**
     * What it takes to come back.
     *
     * @param heldAtKill records held when the process was killed
     * @param readySeconds from the start of the next process until it said that it processes records
     * @param releasesSeconds from the start of the next process until a consumer had a record that it released; some of them were
     *     due by then
     * @param releasesPerSecond from the first that came out to the last, with all that was overdue
     */
    record Restored(
            long heldAtKill,
            double readySeconds,
            double releasesSeconds,
            double releasesPerSecond,
            long missing,
            long doubled) {}

    /** Nothing happens to Gregor. */
    Held undisturbed() throws IOException, InterruptedException {
        Instance instance = start();
        instance.awaitReady();
        Vitals vitals = new Vitals(instance);
        run(vitals);
        Thread reader = run(arrivals);
        double produced = Load.write(lane);
        await(reader);
        Lateness inside = instance.scrape().orElseThrow().lateness();
        return new Held(
                vitals.mostHeld(),
                vitals.mostHeap() / MEGABYTE,
                vitals.mostLive() / MEGABYTE,
                lane.setup().heapMegabytes(),
                instance.mostResident() / MEGABYTE,
                instance.cpuSeconds() * 1e6 / lane.setup().records(),
                produced,
                arrivals.perSecond(),
                arrivals.lateness(),
                arrivals.latenessWarm(),
                inside,
                arrivals.missing(),
                arrivals.doubled());
    }

    /** Gregor is killed when all records are held, and started again at once. */
    Restored killed() throws IOException, InterruptedException {
        Instance first = start();
        first.awaitReady();
        Vitals vitals = new Vitals(first);
        run(vitals);
        Thread reader = run(arrivals);
        long killAt = System.nanoTime() + lane.setup().delay().minus(BEFORE_DUE).toNanos();
        Load.write(lane);
        // If not all are held when the first one comes out, there never will be more.
        while ((System.nanoTime() - killAt < 0 || vitals.held() < lane.setup().records()) && !arrivals.isUnderWay()) {
            Waiting.pause();
        }
        long held = vitals.held();
        first.kill();
        long started = System.nanoTime();
        Instance second = start();
        second.awaitReady();
        double ready = secondsSince(started, System.nanoTime());
        await(reader);
        return new Restored(
                held,
                ready,
                secondsSince(started, arrivals.firstNanos()),
                arrivals.perSecond(),
                arrivals.missing(),
                arrivals.doubled());
    }

    private Instance start() throws IOException {
        Instance instance = Instance.start(lane, folder.path());
        instances.add(instance);
        return instance;
    }

    private Thread run(Runnable task) {
        Thread thread = new Thread(task, task.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return thread;
    }

    private void await(Thread reader) throws InterruptedException {
        reader.join(lane.setup().delay().plus(PATIENCE).toMillis());
        arrivals.giveUp();
        reader.join();
    }

    private static double secondsSince(long started, long nanos) {
        return (nanos - started) / 1e9;
    }

    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Instance instance : instances) {
            instance.kill();
        }
        folder.close();
    }
}
