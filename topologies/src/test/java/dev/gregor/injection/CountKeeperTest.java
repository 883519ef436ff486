package dev.gregor.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CountKeeperTest {
    private final WriteBehindStore<ExperimentCounts> store = store();

    @Test
    void onlyWhatChangedIsTold() {
        CountKeeper counts = new CountKeeper(store, "raw-0", Telemetry.NONE, () -> 77);
        counts.seen("a");
        counts.seen("b");
        counts.selected("b");
        counts.injected("b", "drop-field");
        counts.skipped("b", SkipReason.NO_SUCH_FIELD);
        assertThat(told(counts))
                .containsExactly(
                        new RecordCounts("a", "raw-0", 1, 0, Map.of(), Map.of(), 0),
                        new RecordCounts(
                                "b",
                                "raw-0",
                                1,
                                1,
                                Map.of("drop-field", 1L),
                                Map.of("no-such-field", 1L),
                                0,
                                77L,
                                null,
                                0));
        assertThat(told(counts)).isEmpty();
        counts.seen("a");
        assertThat(told(counts)).containsExactly(new RecordCounts("a", "raw-0", 2, 0, Map.of(), Map.of(), 0));
    }

    @Test
    void whatWasCountedBeforeARestartIsToldAfterIt() {
        CountKeeper crashed = new CountKeeper(store, "raw-0", Telemetry.NONE, () -> 77);
        crashed.seen("a");
        store.flushCache();
        store.clearCache();
        CountKeeper restarted = new CountKeeper(store, "raw-0", Telemetry.NONE, () -> 77);
        assertThat(told(restarted)).containsExactly(new RecordCounts("a", "raw-0", 1, 0, Map.of(), Map.of(), 0));
        assertThat(told(restarted)).isEmpty();
    }

    @Test
    void countingGoesOnAfterARestartWhateverComesFirst() {
        CountKeeper crashed = new CountKeeper(store, "raw-0", Telemetry.NONE, () -> 77);
        crashed.seen("a");
        crashed.held("a", 2);
        store.flushCache();
        store.clearCache();
        CountKeeper restarted = new CountKeeper(store, "raw-0", Telemetry.NONE, () -> 77);
        restarted.seen("a");
        restarted.held("a", -1);
        assertThat(told(restarted)).containsExactly(new RecordCounts("a", "raw-0", 2, 0, Map.of(), Map.of(), 1));
    }

    @Test
    void anExperimentThatStopsIsAcknowledgedOnceAndForgottenWhenItGoesOn() {
        CountKeeper counts = new CountKeeper(store, "raw-0", Telemetry.NONE, () -> 77);
        counts.seen("a");
        counts.running(Set.of("a"));
        assertThat(told(counts)).singleElement().returns(null, RecordCounts::stopped);

        counts.running(Set.of());
        counts.letGo("a");
        assertThat(told(counts))
                .singleElement()
                .returns(77L, RecordCounts::stopped)
                .returns(1L, RecordCounts::released);
        counts.running(Set.of());
        assertThat(told(counts)).isEmpty();

        counts.running(Set.of("a"));
        assertThat(told(counts)).singleElement().returns(null, RecordCounts::stopped);
    }

    private static List<RecordCounts> told(CountKeeper counts) {
        List<RecordCounts> told = new ArrayList<>();
        counts.sendChanged(told::add);
        return told;
    }

    private static WriteBehindStore<ExperimentCounts> store() {
        WriteBehindStore<ExperimentCounts> store = WriteBehindStore.builder("counts", new ExperimentCounts.Codec())
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return store;
    }
}
