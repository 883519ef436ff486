package dev.gregor.pairing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Looks at memory and disk whenever so many pairs more were counted. */
final class Flatness implements BiConsumer<Counted, Path> {
    private static final double MEGABYTE = 1 << 20;

    /**
     * What was in use.
     *
     * @param pairs how many were counted by then
     * @param liveHeapMegabytes what a full collection left of the heap
     * @param residentMegabytes memory of the process as Linux counts it, RocksDB's included; 0 if the system does not tell
     * @param stateMegabytes files of the state on disk
     */
    record Look(long pairs, double liveHeapMegabytes, double residentMegabytes, double stateMegabytes) {}

    private final long every;
    private final List<Look> looks = new ArrayList<>();

    /** @param every pairs from one look to the next */
    Flatness(long every) {
        this.every = every;
    }

    @Override
    public void accept(Counted counted, Path stateDir) {
        if (counted.pairs() >= (looks.size() + 1) * every) {
            System.gc();
            looks.add(new Look(
                    counted.pairs(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
                    resident() / MEGABYTE,
                    size(stateDir) / MEGABYTE));
        }
    }

    List<Look> looks() {
        return List.copyOf(looks);
    }

    private static double resident() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** RocksDB creates and deletes files while one looks. */
    private static double size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile).mapToDouble(File::length).sum();
        } catch (UncheckedIOException | IOException e) {
            return Double.NaN;
        }
    }
}
