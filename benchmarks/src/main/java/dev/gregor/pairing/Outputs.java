package dev.gregor.pairing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gregor.harness.Topics;
import dev.gregor.harness.Writer;
import dev.gregor.record.GregorHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The outputs of both arms as an inference application would write them: JSON, keyed by the id of the record and with the same id in the
 * header {@code gregor-id}, one millisecond apart in event time. The treatment outputs come in another order, eight of them among themselves; one
 * in twenty was hit, which moves its number, and with one in four its label.
 */
public final class Outputs {
    static final String CONTROL = "control";
    static final String TREATMENT = "treatment";
    static final int HIT_ONE_IN = 20;
    static final String EXPERIMENT = "pairing";

    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    /** Reorders eight neighbours among themselves. */
    private static final int SHUFFLE = 5;

    private static final int OF_THE_ORDER = 8;

    private static final byte[] HIT_BY = EXPERIMENT.getBytes(UTF_8);

    private Outputs() {}

    /**
     * Creates the topics that all lanes read and those of the experiment's route, on which nothing comes, and returns when the broker has the outputs of
     * so many pairs.
     *
     * @param pairs a multiple of eight
     * @throws IllegalStateException if one could not be written
     */
    public static void write(String bootstrapServers, int partitions, int pairs) {
        if (pairs < OF_THE_ORDER || pairs % OF_THE_ORDER != 0) {
            throw new IllegalArgumentException("--pairs is " + pairs + "; expected a multiple of " + OF_THE_ORDER);
        }
        Topics.createShared(
                bootstrapServers,
                Stream.of("raw", "features", "features.canary", CONTROL, TREATMENT)
                        .collect(Collectors.toMap(Function.identity(), topic -> partitions)));
        Map<String, Object> properties = Map.of("linger.ms", 20, "batch.size", 131_072, "compression.type", "lz4");
        try (Writer writer = new Writer(bootstrapServers, properties)) {
            for (int i = 0; i < pairs; i++) {
                writer.send(control(i));
                writer.send(treatment(i ^ SHUFFLE));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> control(int number) {
        double delay = delay(number);
        return output(CONTROL, number, delay, delay > 15);
    }

    private static ProducerRecord<byte[], byte[]> treatment(int number) {
        double delay = delay(number);
        boolean isHit = number % HIT_ONE_IN == 0;
        ProducerRecord<byte[], byte[]> output =
                output(TREATMENT, number, isHit ? delay + 2.5 : delay, delay > 15 ^ (isHit && number % 4 == 0));
        if (isHit) {
            output.headers().add(GregorHeaders.EXPERIMENT, HIT_BY);
        }
        return output;
    }

    /** Minutes with two decimals, from -10 to 90. */
    private static double delay(int number) {
        return Math.floor(new SplittableRandom(number).nextDouble() * 10_000) / 100 - 10;
    }

    private static ProducerRecord<byte[], byte[]> output(String topic, int number, double delay, boolean late) {
        byte[] id = ("flights.raw-" + number % 4 + "@" + number / 4).getBytes(UTF_8);
        String json = "{\"flight\":\"WN" + number % 1_000 + "\",\"delay\":" + delay + ",\"late\":" + late
                + ",\"model\":\"2001-03\"}";
        ProducerRecord<byte[], byte[]> output =
                new ProducerRecord<>(topic, null, BEGIN + number, id, json.getBytes(UTF_8));
        output.headers().add(GregorHeaders.ID, id);
        return output;
    }
}
