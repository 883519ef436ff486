package dev.gregor.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.GregorConfig;
import dev.gregor.store.BufferedStore;
import dev.gregor.store.WriteBehindStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingTest {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long END = START + Duration.ofMinutes(10).toMillis();
    private static final long GRACE = Duration.ofSeconds(10).toMillis();
    private static final long PATIENCE = Duration.ofSeconds(30).toMillis();
    private static final PairingStores STORES = PairingStores.REPARTITIONED;

    private final GregorConfig config = Bench.load(Bench.EXPERIMENT.formatted("one"));
    private final CurrentComparisons current = new CurrentComparisons(() -> config);
    private final MockProcessorContext<String, Found> context;
    private final BufferedStore pairs;
    private final WriteBehindStore<KeptTally> tallies;
    private final WriteBehindStore<Standing> standings;

    StandingTest(@TempDir Path folder) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        context.setCurrentSystemTimeMs(END + Duration.ofDays(1).toMillis());
        pairs = BufferedStore.builder(STORES.pairs()).withLoggingDisabled().build();
        tallies = WriteBehindStore.builder(STORES.tallies(), KeptTally.CODEC)
                .withLoggingDisabled()
                .build();
        standings = WriteBehindStore.builder(STORES.outcomes(), Standing.CODEC)
                .withLoggingDisabled()
                .build();
    }

    @BeforeEach
    void open() {
        for (StateStore store : List.of(pairs, tallies, standings)) {
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
    }

    @AfterEach
    void close() {
        for (StateStore store : List.of(pairs, tallies, standings)) {
            store.close();
        }
    }

    @Test
    void taskThatWasKilledWhenItHadReadAllKnowsHowFarItCame() {
        Pairing killed = task();
        pair(killed, 1, START);
        pair(killed, 2, END + GRACE);
        commit();

        task();
        silence(Duration.ofMillis(PATIENCE));

        assertThat(lastOutcomes().counts().decided()).isEqualTo(2);
        assertThat(lastOutcomes().isSettled()).isTrue();
        assertThat(lastOutcomes().reached()).isEqualTo(END);
    }

    @Test
    void taskThatWaitsForAnOutputIsNoFurtherThanThat() {
        Pairing killed = task();
        pair(killed, 1, END + GRACE);
        killed.process(output(2, Side.CONTROL, END));
        commit();

        task();
        silence(Duration.ofMillis(PATIENCE - 1));

        assertThat(lastOutcomes().isSettled()).isFalse();
        assertThat(lastOutcomes().reached()).isLessThan(END);
    }

    @Test
    void taskThatHeardNothingHasComeNowhere() {
        task();
        silence(Duration.ofMillis(PATIENCE));

        assertThat(lastOutcomes().isSettled()).isTrue();
        assertThat(lastOutcomes().reached()).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void taskThatBeginsAgainSaysAgainWhatMayNotHaveBeenCommitted() {
        Pairing task = task();
        pair(task, 1, START);
        silence(Pairing.INTERVAL);
        int said = context.forwarded().size();
        context.resetForwards();

        task.init(context);
        silence(Pairing.INTERVAL);

        assertThat(said).isPositive();
        assertThat(lastOutcomes().counts().decided()).isEqualTo(1);
    }

    /** One after a start: it knows what the stores kept. */
    private Pairing task() {
        for (WriteBehindStore<?> store : List.of(tallies, standings)) {
            store.clearCache();
        }
        context.scheduledPunctuators().clear();
        Pairing task = new Pairing(current, STORES, comparison -> true, Set.of());
        task.init(context);
        return task;
    }

    private void commit() {
        pairs.flushCache();
        tallies.flushCache();
        standings.flushCache();
    }

    private void pair(Pairing task, int id, long timestamp) {
        task.process(output(id, Side.CONTROL, timestamp));
        task.process(output(id, Side.TREATMENT, timestamp));
    }

    private Record<byte[], Arrival> output(int id, Side side, long timestamp) {
        long comparison = current.get().all().iterator().next().id();
        Values none = new Values.Found(0).values();
        Reading reading = new Reading(comparison, side, 0, timestamp, timestamp, true, "one", 0, none);
        return new Record<>(("flights.raw-0@" + id).getBytes(UTF_8), reading, timestamp);
    }

    private void silence(Duration duration) {
        long until = context.currentSystemTimeMs() + duration.toMillis();
        while (context.currentSystemTimeMs() < until) {
            context.setCurrentSystemTimeMs(
                    Math.min(until, context.currentSystemTimeMs() + Pairing.INTERVAL.toMillis()));
            context.scheduledPunctuators()
                    .get(context.scheduledPunctuators().size() - 1)
                    .getPunctuator()
                    .punctuate(context.currentSystemTimeMs());
        }
    }

    private Partial.OfOutcomes lastOutcomes() {
        List<Partial.OfOutcomes> sent = context.forwarded().stream()
                .map(each -> each.record().value())
                .filter(Partial.OfOutcomes.class::isInstance)
                .map(Partial.OfOutcomes.class::cast)
                .toList();
        return sent.get(sent.size() - 1);
    }
}
