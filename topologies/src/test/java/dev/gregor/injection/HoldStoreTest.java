package dev.gregor.injection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.fault.Draw;
import dev.gregor.fault.Hold;
import dev.gregor.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldStoreTest {
    private final KeyValueStore<Bytes, byte[]> kept = inMemory();
    private final WriteBehindStore<LastDue> lanes = lanes();
    private final HoldStore holds = new HoldStore(kept, lanes);
    private final List<String> released = new ArrayList<>();

    @Test
    void recordsComeOutWhenTheyAreDueInTheOrderOfTheirDueTimes() {
        hold("c", 300, 1);
        hold("a", 100, 2);
        hold("b", 200, 3);
        assertThat(releasedAt(99)).isEmpty();
        assertThat(releasedAt(100)).containsExactly("a");
        assertThat(releasedAt(250)).containsExactly("b");
        assertThat(releasedAt(1000)).containsExactly("c");
        assertThat(kept.approximateNumEntries()).isZero();
    }

    @Test
    void recordsThatAreDueTogetherComeOutInTheOrderOfTheirOffsets() {
        hold("second", 100, 300);
        hold("first", 100, 2);
        hold("third", 100, 70_000);
        assertThat(releasedAt(100)).containsExactly("first", "second", "third");
    }

    @Test
    void oneKeyKeepsItsOrderAndOthersDoNotWait() {
        hold(Hold.Clock.WALL, "k1", "long", 500, 1, true);
        hold(Hold.Clock.WALL, "k1", "short", 100, 2, true);
        hold(Hold.Clock.WALL, "k2", "other", 200, 3, true);
        hold(Hold.Clock.WALL, "k1", "overtaking", 50, 4, false);
        hold(Hold.Clock.WALL, null, "without key", 60, 5, true);
        assertThat(releasedAt(400)).containsExactly("overtaking", "without key", "other");
        assertThat(releasedAt(500)).containsExactly("long", "short");
        assertThat(kept.approximateNumEntries()).as("nothing is left behind").isZero();
    }

    @Test
    void aKeyWhoseRecordsAreAllOutWaitsForNothing() {
        hold(Hold.Clock.WALL, "k", "one", 500, 1, true);
        assertThat(releasedAt(500)).containsExactly("one");
        hold(Hold.Clock.WALL, "k", "two", 400, 2, true);
        assertThat(releasedAt(450)).containsExactly("two");
    }

    @Test
    void theTwoClocksKeepApart() {
        hold(Hold.Clock.EVENT, "k", "by event time", 100, 1, true);
        hold(Hold.Clock.WALL, "k", "by the wall clock", 50, 2, true);
        assertThat(releasedAt(1000)).containsExactly("by the wall clock");
        holds.release(Hold.Clock.EVENT, 99, HoldStoreTest::all, this::note);
        assertThat(released).isEmpty();
        holds.release(Hold.Clock.EVENT, 100, HoldStoreTest::all, this::note);
        assertThat(released).containsExactly("by event time");
    }

    @Test
    void aClockThatGoesBackLosesNothing() {
        hold("a", 1000, 1);
        assertThat(releasedAt(5000)).containsExactly("a");
        assertThat(releasedAt(2000)).isEmpty();
        hold("b", 2500, 2);
        assertThat(releasedAt(2400)).isEmpty();
        assertThat(releasedAt(2500)).containsExactly("b");
        hold("c", -7, 3);
        assertThat(releasedAt(-1)).isEmpty();
        assertThat(releasedAt(0)).containsExactly("c");
    }

    @Test
    void aReleaseStopsAtItsLimitAndGoesOnThere() {
        for (int i = 0; i < 5; i++) {
            hold("r" + i, 100, i);
        }
        assertThat(holds.release(Hold.Clock.WALL, 200, atMost(2), this::note)).isFalse();
        assertThat(released).containsExactly("r0", "r1");
        hold("late", 90, 9);
        assertThat(releasedAt(200)).containsExactly("late", "r2", "r3", "r4");
    }

    @Test
    void aStoreThatWasReopenedReleasesWhatIsInIt() {
        hold(Hold.Clock.WALL, "k", "one", 100, 1, true);
        hold(Hold.Clock.WALL, "k", "two", 50, 2, true);
        HoldStore reopened = new HoldStore(kept, lanes);
        reopened.release(Hold.Clock.WALL, 100, HoldStoreTest::all, this::note);
        assertThat(released).containsExactly("one", "two");
    }

    @Test
    void aSweepReleasesWhatTheConditionChoosesInRounds() {
        for (int i = 0; i < 10; i++) {
            hold((i % 2 == 0 ? "even" : "odd") + i, 1_000_000 + i, i);
        }
        HoldStore.Sweep evens = holds.new Sweep(held -> text(held).startsWith("even"));
        int rounds = 1;
        while (!evens.goOn(atMost(3), this::note)) {
            rounds++;
        }
        assertThat(rounds).as("four to find them, two to release them").isEqualTo(5);
        assertThat(released).containsExactly("even0", "even2", "even4", "even6", "even8");
        released.clear();
        assertThat(holds.new Sweep(held -> true).goOn(HoldStoreTest::all, this::note))
                .isTrue();
        assertThat(released).containsExactly("odd1", "odd3", "odd5", "odd7", "odd9");
    }

    @Test
    void aSweepReleasesInTheOrderOfTheOffsetsWhateverIsDueFirst() {
        hold(Hold.Clock.WALL, "k1", "3", 100, 3, false);
        hold(Hold.Clock.EVENT, "k2", "1", 900, 1, false);
        hold(Hold.Clock.WALL, "k3", "70000", 50, 70_000, false);
        hold(Hold.Clock.RECORDS, "k4", "2", 9, 2, false);
        assertThat(holds.new Sweep(held -> true).goOn(HoldStoreTest::all, this::note))
                .isTrue();
        assertThat(released).containsExactly("1", "2", "3", "70000");
    }

    @Test
    void whatBecomesDueDuringASweepComesOutOnce() {
        hold("a", 100, 1);
        hold("b", 100, 2);
        HoldStore.Sweep sweep = holds.new Sweep(held -> true);
        assertThat(sweep.goOn(atMost(2), this::note)).isFalse();
        assertThat(releasedAt(100)).containsExactly("a", "b");
        assertThat(sweep.goOn(HoldStoreTest::all, this::note)).isTrue();
        assertThat(released).isEmpty();
    }

    @Test
    void whatIsQueuedComesBehindAllThatIsDueBeforeIt() {
        hold(Hold.Clock.EVENT, "k", "due", 100, 5, false);
        hold(Hold.Clock.EVENT, "k", "due with it", 200, 6, false);
        hold(Hold.Clock.EVENT, "k", "due later", 201, 2, false);
        holds.queue(200, 7, 0, held("k", "queued", 7, false));
        assertThat(holds.release(Hold.Clock.EVENT, 200, HoldStoreTest::all, this::note))
                .isTrue();
        assertThat(released).containsExactly("due", "due with it", "queued");
    }

    @Test
    void aSweepForgetsThatOthersHadToWait() {
        hold(Hold.Clock.WALL, "k", "stopped", 5000, 1, true);
        holds.new Sweep(held -> true).goOn(HoldStoreTest::all, this::note);
        hold(Hold.Clock.WALL, "k", "new", 100, 2, true);
        released.clear();
        assertThat(releasedAt(100)).containsExactly("new");
        assertThat(kept.approximateNumEntries()).isZero();
    }

    @Test
    void aLaneWithSpacingReleasesNoFasterThanThat() {
        Hold spaced = new Hold(0, Hold.Clock.WALL, Hold.Lane.EXPERIMENT, 2_500);
        for (int i = 0; i < 5; i++) {
            holds.hold(spaced, 1_000, 0, held("k" + i, "r" + i, i, false));
        }
        assertThat(releasedAt(1_001)).containsExactly("r0");
        assertThat(releasedAt(1_004)).containsExactly("r1");
        assertThat(releasedAt(1_010)).containsExactly("r2", "r3", "r4");
        holds.hold(spaced, 2_000, 0, held("k", "later", 9, false));
        assertThat(releasedAt(2_000)).containsExactly("later");
    }

    @Test
    void copiesOfOneRecordAreHeldSideBySide() {
        Hold hold = new Hold(10, Hold.Clock.EVENT, Hold.Lane.NONE, 0);
        holds.hold(hold, 0, 0, held("k", "first", 1, false));
        holds.hold(hold, 0, 1, held("k", "copy", 1, false));
        holds.release(Hold.Clock.EVENT, 10, HoldStoreTest::all, this::note);
        assertThat(released).containsExactly("first", "copy");
    }

    /** Against a plain list: whatever is held and whatever the clock shows, the same comes out in the same order. */
    @Property(tries = 200)
    void whateverHappensEachRecordComesOutOnceInOrderAndNotTooEarly(@ForAll long seed) {
        KeyValueStore<Bytes, byte[]> store = inMemory();
        HoldStore own = new HoldStore(store, lanes());
        Draw draw = new Draw(seed);
        Map<String, Long> lastDue = new HashMap<>();
        List<String> expected = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        List<String> got = new ArrayList<>();
        long now = 500;
        for (int offset = 0; offset < 60; offset++) {
            String key = "k" + draw.nextInt(3);
            long due = Math.max(now + draw.nextInt(400), lastDue.getOrDefault(key, 0L));
            String name = "r" + offset;
            own.hold(new Hold(due - now, Hold.Clock.WALL, Hold.Lane.KEY, 0), now, 0, held(key, name, offset, true));
            lastDue.put(key, due);
            waiting.add(new Waiting(due, offset, name));
            now += draw.nextInt(60) - 15;
            own.release(Hold.Clock.WALL, now, HoldStoreTest::all, (each, time) -> got.add(text(each)));
            long until = now;
            waiting.stream()
                    .filter(each -> each.due <= until)
                    .sorted(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::offset))
                    .forEach(each -> expected.add(each.name));
            waiting.removeIf(each -> each.due <= until);
            assertThat(got).isEqualTo(expected);
        }
        own.release(Hold.Clock.WALL, Long.MAX_VALUE, HoldStoreTest::all, (each, time) -> got.add(text(each)));
        assertThat(got).hasSize(60).doesNotHaveDuplicates();
        assertThat(store.approximateNumEntries()).isZero();
    }

    private record Waiting(long due, long offset, String name) {}

    private void hold(String name, long due, long offset) {
        hold(Hold.Clock.WALL, name, name, due, offset, true);
    }

    private void hold(Hold.Clock clock, @Nullable String key, String name, long due, long offset, boolean keepsOrder) {
        Hold.Lane lane = keepsOrder ? Hold.Lane.KEY : Hold.Lane.NONE;
        holds.hold(new Hold(due, clock, lane, 0), 0, 0, held(key, name, offset, keepsOrder));
    }

    private static HeldRecord held(@Nullable String key, String name, long offset, boolean keepsOrder) {
        return new HeldRecord(
                "e",
                HeldRecord.State.TREATED,
                keepsOrder ? Hold.Lane.KEY : Hold.Lane.NONE,
                false,
                offset,
                key == null ? null : key.getBytes(UTF_8),
                name.getBytes(UTF_8),
                new RecordHeaders(),
                7);
    }

    private List<String> releasedAt(long now) {
        released.clear();
        holds.release(Hold.Clock.WALL, now, HoldStoreTest::all, this::note);
        List<String> copy = List.copyOf(released);
        released.clear();
        return copy;
    }

    private static boolean all() {
        return true;
    }

    private static BooleanSupplier atMost(int most) {
        int[] left = {most};
        return () -> left[0]-- > 0;
    }

    private void note(HeldRecord held, long due) {
        released.add(text(held));
    }

    private static String text(HeldRecord held) {
        byte[] value = held.value();
        return value == null ? "" : new String(value, UTF_8);
    }

    private static WriteBehindStore<LastDue> lanes() {
        WriteBehindStore<LastDue> lanes = WriteBehindStore.builder("lanes", new LastDue.Codec())
                .withLoggingDisabled()
                .build();
        lanes.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), lanes);
        return lanes;
    }

    private static KeyValueStore<Bytes, byte[]> inMemory() {
        KeyValueStore<Bytes, byte[]> store =
                Stores.inMemoryKeyValueStore("holds").get();
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return store;
    }
}
