package dev.gregor.throughput;

import dev.gregor.harness.ChildJvm;
import dev.gregor.harness.Topics;
import dev.gregor.runtime.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of one case: a fresh JVM, or several, which first take a quarter of the records to warm up.
 *
 * @param name of the case
 * @param round from 1
 * @param recordsPerSecond between two commits, the first after the warm-up and the last before the records run out
 * @param cpuSecondsPerMillion processor time of all its JVMs between the same two, for a million records
 * @param peakMegabytes the most memory of a JVM, as Linux counts it; 0 elsewhere
 * @param latency at half of that load; null if it was not asked for
 */
record Turn(
        String name,
        int round,
        double recordsPerSecond,
        double cpuSecondsPerMillion,
        double peakMegabytes,
        @Nullable Latency latency) {
    private static final String OPTIONS = "GREGOR_BENCHMARK_JAVA_OPTIONS";
    private static final int HEAP_MEGABYTES = 512;
    private static final int ERRORS_SHOWN = 2_000;
    private static final long LOOK_EVERY_MILLIS = 2;
    private static final double WARM_AFTER = 0.25;
    private static final double ENDS_AT = 0.98;
    private static final double MEGABYTE = 1 << 20;

    /** An application that passes nothing new for so long has come to an end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Turn with(Latency measured) {
        return new Turn(name, round, recordsPerSecond, cpuSecondsPerMillion, peakMegabytes, measured);
    }

    /** An application that runs, with topics and a folder of its own. */
    static final class Running implements AutoCloseable {
        private final Case what;
        private final Topics topics;
        private final TemporaryFolder folder;
        private final File errors;
        private final List<ChildJvm> jvms = new ArrayList<>();
        private final String id;

        Running(Case what, Setting setting, String id, String input, Map<String, Integer> more) throws IOException {
            this.what = what;
            this.id = id;
            Map<String, Integer> own = new HashMap<>(more);
            own.put(Case.output(id), setting.partitions());
            own.put(Case.second(id), setting.partitions());
            if (what.keepsLedger()) {
                own.put(Case.ledger(id), setting.partitions());
            }
            topics = Topics.create(setting.bootstrapServers(), id, own);
            folder = TemporaryFolder.create("gregor-benchmark-");
            errors = folder.path().resolve("errors.log").toFile();
            for (int instance = 0; instance < setting.instances(); instance++) {
                jvms.add(ChildJvm.start(
                        what.main(),
                        what.classPath(),
                        HEAP_MEGABYTES,
                        javaOptions(),
                        what.arguments(setting, id, input, Files.createDirectory(folder(instance))),
                        ProcessBuilder.Redirect.appendTo(errors)));
            }
        }

        private Path folder(int instance) {
            return folder.path().resolve("instance-" + instance);
        }

        /** What the environment adds, as a profiler's options. */
        private static List<String> javaOptions() {
            String options = System.getenv(OPTIONS);
            return options == null || options.isBlank()
                    ? List.of()
                    : List.of(options.trim().split(" +", -1));
        }

        boolean isAlive() {
            return jvms.stream().allMatch(ChildJvm::isAlive);
        }

        double cpuSeconds() {
            return jvms.stream().mapToDouble(ChildJvm::cpuSeconds).sum();
        }

        /** The most memory that one of the JVMs has had, in bytes. */
        long mostResident() {
            return jvms.stream().mapToLong(ChildJvm::mostResident).max().orElse(0);
        }

        /** The file that Gregor's first instance was started with. */
        Path config() {
            return Case.config(folder(0));
        }

        String output() {
            return Case.output(id);
        }

        IllegalStateException stuck(String what) throws IOException {
            String log = Files.readString(Path.of(errors.getPath()));
            return new IllegalStateException(this.what.name() + " " + what + "; the end of its log:\n"
                    + log.substring(Math.max(0, log.length() - ERRORS_SHOWN)));
        }

        @Override
        public void close() throws InterruptedException {
            for (ChildJvm each : jvms) {
                if (what.isGregor()) {
                    each.terminate();
                } else {
                    each.close();
                }
            }
            topics.close();
            folder.close();
        }
    }

    /**
     * Runs a case over all records of its input.
     *
     * @throws IllegalStateException if it passes no more of them
     */
    static Turn of(Case what, int round, Setting setting) throws IOException, InterruptedException {
        String id = what.name() + "-" + round;
        try (Running running = new Running(what, setting, id, setting.input(what.format()), Map.of());
                Committed committed =
                        new Committed(setting.bootstrapServers(), running.output(), setting.partitions())) {
            long last = 0;
            long lastAt = System.nanoTime();
            long warm = 0;
            long warmAt = 0;
            double warmCpu = 0;
            while (last < ENDS_AT * setting.records()) {
                long records = committed.records();
                long now = System.nanoTime();
                if (records > last) {
                    last = records;
                    lastAt = now;
                    if (warm == 0 && records >= WARM_AFTER * setting.records()) {
                        warm = records;
                        warmAt = now;
                        warmCpu = running.cpuSeconds();
                    }
                } else if (now - lastAt > PATIENCE.toNanos() || !running.isAlive()) {
                    throw running.stuck("passed " + last + " of " + setting.records() + " records");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
            double millions = (last - warm) / 1e6;
            return new Turn(
                    what.name(),
                    round,
                    (last - warm) * 1e9 / (lastAt - warmAt),
                    (running.cpuSeconds() - warmCpu) / millions,
                    running.mostResident() / MEGABYTE,
                    null);
        }
    }
}
