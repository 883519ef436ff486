package dev.gregor.hold;

import dev.gregor.harness.Writer;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer that writes the records of a lane at an even pace, each stamped with the wall clock. */
final class Load {
    private static final long STEP_NANOS = 2_000_000;

    private Load() {}

    /**
     * Writes all records and returns when the broker has them.
     *
     * @return how many a second were written
     * @throws IllegalStateException if one could not be written
     */
    static double write(Lane lane) {
        Setup setup = lane.setup();
        Numbered records = new Numbered(setup.valueBytes());
        long started = System.nanoTime();
        try (Writer writer = new Writer(lane.bootstrapServers(), Map.of("linger.ms", 5, "batch.size", 65_536))) {
            for (int number = 0; number < setup.records(); ) {
                long due = (System.nanoTime() - started) * setup.rate() / 1_000_000_000;
                for (; number < Math.min(due, setup.records()); number++) {
                    writer.send(record(lane, records, number));
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        return setup.records() * 1e9 / (System.nanoTime() - started);
    }

    private static ProducerRecord<byte[], byte[]> record(Lane lane, Numbered records, int number) {
        return new ProducerRecord<>(
                lane.raw(), null, System.currentTimeMillis(), records.key(number), records.value(number));
    }
}
