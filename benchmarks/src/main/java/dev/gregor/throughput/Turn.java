package dev.gregor.throughput;

import dev.gregor.harness.ChildJvm;
import dev.gregor.harness.Topics;
import dev.gregor.runtime.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of one case: a fresh JVM, or several, which are measured from a moment that the case knows on.
 *
 * @param name of the case
 * @param round from 1
 * @param recordsPerSecond between that moment and the last commit before the records run out
 * @param cpuSecondsPerMillion processor time of all its JVMs between the same two, for a million records
 * @param peakMegabytes the most memory of a JVM, as Linux counts it; 0 elsewhere
 * @param latency at half of that load; null if it was not asked for, or the case has none
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
    private static final double ENDS_AT = 0.98;
    private static final double MEGABYTE = 1 << 20;
    private static final double MILLION = 1e6;

    Turn with(Latency measured) {
        return new Turn(name, round, recordsPerSecond, cpuSecondsPerMillion, peakMegabytes, measured);
    }

    /** An application that runs, with topics and a folder of its own. */
    static final class Running implements Watched, AutoCloseable {
        private final Case what;
        private final Topics topics;
        private final TemporaryFolder folder;
        private final ErrorLog errors;
        private final List<ChildJvm> jvms = new ArrayList<>();

        Running(Case what, Setting setting, String id, Map<String, Integer> more) throws IOException {
            this.what = what;
            Map<String, Integer> own = new HashMap<>(more);
            own.putAll(what.topics(setting, id));
            topics = Topics.create(setting.bootstrapServers(), id, own);
            folder = TemporaryFolder.create("gregor-benchmark-");
            errors = ErrorLog.in(folder.path());
            for (int instance = 0; instance < setting.instances(); instance++) {
                jvms.add(ChildJvm.start(
                        what.main(),
                        what.classPath(),
                        HEAP_MEGABYTES,
                        javaOptions(),
                        what.arguments(setting, id, Files.createDirectory(folder(instance))),
                        errors.redirect()));
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

        @Override
        public boolean isAlive() {
            return jvms.stream().allMatch(ChildJvm::isAlive);
        }

        @Override
        public double cpuSeconds() {
            return jvms.stream().mapToDouble(ChildJvm::cpuSeconds).sum();
        }

        /** The most memory that one of the JVMs has had, in bytes. */
        long mostResident() {
            return jvms.stream().mapToLong(ChildJvm::mostResident).max().orElse(0);
        }

        /** The file that Gregor's first instance was started with. */
        Path config() {
            return FlightsCase.config(folder(0));
        }

        @Override
        public IllegalStateException stuck(String how) {
            return errors.failure(what.name() + " " + how);
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
     * Runs a case over all of its input.
     *
     * @throws IllegalStateException if it comes no further
     */
    static Turn of(Case what, int round, Setting setting) throws IOException, InterruptedException {
        String id = what.name() + "-" + round;
        int total = what.total(setting);
        try (Running running = new Running(what, setting, id, Map.of());
                Progress progress = what.progress(setting, id)) {
            Look first = what.begin(running, setting, id);
            Look last = first;
            while (last.records() < ENDS_AT * total) {
                Look next = running.beyond(last.records(), progress);
                if (next.records() >= total && last.records() > first.records()) {
                    // What is said when all is done may be said some time after.
                    break;
                }
                last = next;
            }
            if (last.records() == first.records()) {
                throw new IllegalStateException(
                        what.name() + " was through before anything could be measured; its input is too small");
            }
            Slice measured = last.since(first);
            return new Turn(
                    what.name(),
                    round,
                    measured.recordsPerSecond(),
                    measured.cpuSecondsPerRecord() * MILLION,
                    running.mostResident() / MEGABYTE,
                    null);
        }
    }
}
