package dev.gregor.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClosedPairsTest {
    private final ClosedPairs pairs = new ClosedPairs();

    @Test
    void whatWasDecidedIsRemembered() {
        Entry.Closed paired = new Entry.Closed(1_000, true, true, "one", false);
        Entry.Closed missing = new Entry.Closed(2_000, true, false, null, true);
        pairs.put(key(1), paired);
        pairs.put(key(2), missing);

        assertThat(pairs.find(key(1))).isEqualTo(paired);
        assertThat(pairs.find(key(2))).isEqualTo(missing);
        assertThat(pairs.find(key(3))).isNull();
    }

    @Test
    void memoryStaysBoundedWhenEventTimeStandsStill() {
        for (int i = 0; i < 3 * ClosedPairs.MOST; i++) {
            pairs.put(key(i), new Entry.Closed(i, true, true, null, false));
            if (i % 10_000 == 0) {
                pairs.nextBlock();
            }
        }

        assertThat(pairs.size()).isLessThan(2 * ClosedPairs.MOST);
        assertThat(pairs.find(key(3 * ClosedPairs.MOST - 1))).isNotNull();
        assertThat(pairs.find(key(0))).isNull();
    }

    @Test
    void aBlockIsDeletedWhenAllOfItMayBeForgotten() {
        pairs.put(key(1), new Entry.Closed(1_000, true, true, null, false));
        pairs.put(key(2), new Entry.Closed(5_000, true, true, null, false));
        assertThat(pairs.nextBlock()).isNotNull();
        pairs.put(key(3), new Entry.Closed(2_000, true, true, null, false));
        assertThat(pairs.nextBlock()).isNotNull();
        assertThat(pairs.nextBlock()).isNull();

        List<Long> deleted = new ArrayList<>();
        pairs.forget(3_000, deleted::add);
        assertThat(deleted).containsExactly(1L);
        pairs.forget(5_001, deleted::add);
        assertThat(deleted).containsExactly(1L, 0L);
    }

    /** A partition that is heard of late: the others have carried event time on, and are held back again by it. */
    @Test
    void pairsOfAPartitionThatIsHeardOfLateAreRemembered() {
        pairs.forget(1_000_000, number -> {});
        pairs.forget(0, number -> {});
        for (int i = 0; i < 50_000; i++) {
            pairs.put(key(i), new Entry.Closed(i, true, true, null, false));
        }

        assertThat(pairs.find(key(0))).isNotNull();
        assertThat(pairs.size()).isEqualTo(50_000);
    }

    /** The table is what a map would be: with growth, changes, blocks, a restart, and forgetting by event time. */
    @Property(tries = 30)
    void itIsAMapOfWhatIsNotForgotten(@ForAll long seed) {
        Random random = new Random(seed);
        Map<PairKey, Entry.Closed> expected = new HashMap<>();
        Map<Long, byte[]> disk = new TreeMap<>();
        ClosedPairs table = new ClosedPairs();
        long before = 0;
        for (int i = 0; i < 8_000; i++) {
            PairKey key = key(random.nextInt(6_000));
            Entry.Closed closed = new Entry.Closed(
                    before + random.nextInt(10_000),
                    true,
                    random.nextBoolean(),
                    random.nextInt(3) == 0 ? "e" + random.nextInt(4) : null,
                    random.nextBoolean());
            table.put(key, closed);
            expected.put(key, closed);
            if (random.nextInt(50) == 0) {
                putDown(table, disk);
            }
            if (random.nextInt(500) == 0) {
                before += random.nextInt(2_000);
                table.forget(before, disk::remove);
            }
        }
        putDown(table, disk);
        ClosedPairs restarted = new ClosedPairs();
        disk.forEach(restarted::restore);

        long forgotten = before;
        expected.forEach((key, closed) -> {
            if (closed.timestamp() >= forgotten) {
                assertThat(table.find(key)).isEqualTo(closed);
                assertThat(restarted.find(key)).isEqualTo(closed);
            }
        });
    }

    private static void putDown(ClosedPairs table, Map<Long, byte[]> disk) {
        byte[] block = table.nextBlock();
        if (block != null) {
            disk.put(table.lastNumber(), block);
        }
    }

    private static PairKey key(int id) {
        return PairKey.of(7, ("flights.raw-0@" + id).getBytes(UTF_8));
    }
}
