package dev.gregor.demo;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Replays flights into a raw topic, in their order, each written once. The partition follows from the key. */
public final class FlightProducer implements AutoCloseable {
    /** The rate that does not hold anything back. */
    public static final double AS_FAST_AS_POSSIBLE = Double.POSITIVE_INFINITY;

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    private final FlightFormat format;

    /** Writes flights as JSON. */
    public FlightProducer(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, new JsonFlights());
    }

    FlightProducer(String bootstrapServers, String topic, FlightFormat format) {
        this.format = format;
        this.topic = topic;
        producer = Producers.idempotent(bootstrapServers);
    }

    /**
     * Writes the flights and returns when the broker has all of them.
     *
     * @param perSecond flights a second, above 0
     * @param progress told how many the broker has, after each of them, on the producer's thread: it has to be quick
     * @throws IllegalStateException if one cannot be written, or if the thread is interrupted; what comes after it may be missing
     */
    public void replay(List<Flight> flights, double perSecond, LongConsumer progress) {
        write(flights.size(), perSecond, progress, i -> {
            Flight flight = flights.get((int) i);
            return record(flight, flight.timestamp());
        });
    }

    /**
     * Writes the flights over and over, each as if it departed now, so that nothing deletes it for its age. Ends only by an exception.
     *
     * @param perSecond flights a second, above 0
     * @param progress told how many the broker has, as in {@link #replay}
     * @throws IllegalStateException if one cannot be written, or if the thread is interrupted
     */
    public void replayForever(List<Flight> flights, double perSecond, LongConsumer progress) {
        write(Long.MAX_VALUE, perSecond, progress, i -> record(flights.get((int) (i % flights.size())), Instant.now()));
    }

    private void write(
            long count,
            double perSecond,
            LongConsumer progress,
            LongFunction<ProducerRecord<byte[], byte[]>> flightRecord) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(perSecond + " flights a second are not above 0");
        }
        Acknowledgements acknowledged = new Acknowledgements(progress);
        long start = System.nanoTime();
        for (long i = 0; i < count && acknowledged.failure.get() == null; i++) {
            awaitTurn(start + (long) (i * 1e9 / perSecond));
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted after " + i + " flights");
            }
            Future<RecordMetadata> unused =
                    producer.send(flightRecord.apply(i), (metadata, failure) -> acknowledged.add(failure));
        }
        producer.flush();
        Exception failure = acknowledged.failure.get();
        if (failure != null) {
            throw new IllegalStateException("The flights could not be written to " + topic, failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private ProducerRecord<byte[], byte[]> record(Flight flight, Instant timestamp) {
        return new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), flight.key(), format.write(flight));
    }

    private static void awaitTurn(long due) {
        for (long now = System.nanoTime(); now - due < 0; now = System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return; // The producer refuses to go on.
            }
            LockSupport.parkNanos(due - now);
        }
    }

    /** Called by the producer's one thread, so the count needs no lock. */
    private static final class Acknowledgements {
        private final LongConsumer progress;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private long count;

        Acknowledgements(LongConsumer progress) {
            this.progress = progress;
        }

        void add(@Nullable Exception e) {
            if (e == null) {
                progress.accept(++count);
            } else {
                failure.compareAndSet(null, e);
            }
        }
    }
}
