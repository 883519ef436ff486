package dev.gregor.throughput;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An application that is looked at while it runs. */
interface Watched {
    /** One that passes nothing new for so long has come to an end. */
    Duration PATIENCE = Duration.ofSeconds(60);

    long LOOK_EVERY_MILLIS = 2;

    boolean isAlive();

    /** Processor time that all its processes have had. */
    double cpuSeconds();

    /** A failure that says how it is stuck, and shows the end of its log. */
    IllegalStateException stuck(String how);

    /**
     * Waits until it is through with more than so many records.
     *
     * @throws IllegalStateException if it comes no further
     */
    default Look beyond(long bound, Progress progress) throws InterruptedException {
        long most = 0;
        long since = System.nanoTime();
        while (true) {
            long records = progress.records();
            if (records > bound) {
                return new Look(records, System.nanoTime(), cpuSeconds());
            } else if (records > most) {
                most = records;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos() || !isAlive()) {
                throw stuck("came no further than " + records + " records");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
