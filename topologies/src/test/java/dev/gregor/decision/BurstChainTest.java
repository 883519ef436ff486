package dev.gregor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.Bursts;
import dev.gregor.record.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstChainTest {
    private static final long MINUTE = 60_000;
    private static final int WINDOWS = 200_000;

    @Test
    void burstsAndPausesHaveTheirMeanLengths() {
        List<Integer> on = new ArrayList<>();
        List<Integer> off = new ArrayList<>();
        BurstChain chain = chain(1, 5, 20, Bursts.Per.PARTITION);
        boolean state = chain.isOn(at(0, "k", 0));
        int length = 0;
        for (long window = 0; window < WINDOWS; window++) {
            boolean now = chain.isOn(at(0, "k", window * MINUTE + 7));
            if (now != state) {
                (state ? on : off).add(length);
                state = now;
                length = 0;
            }
            length++;
        }
        assertThat(mean(on)).isCloseTo(5, within(0.25));
        assertThat(mean(off)).isCloseTo(20, within(1.0));
        // A geometric length has this variance: neither fixed nor heavy in its tail.
        double variance = on.stream()
                .mapToDouble(each -> (each - 5.0) * (each - 5.0))
                .average()
                .orElseThrow();
        assertThat(variance).isCloseTo(0.8 / 0.04, within(2.5));
    }

    @Test
    void theStateOfAWindowIsTheSameWhereverOneBeginsToLook() {
        BurstChain forth = chain(1, 3, 30, Bursts.Per.PARTITION);
        List<Boolean> states = new ArrayList<>();
        for (long window = 0; window < 2_000; window++) {
            states.add(forth.isOn(at(0, "k", window * MINUTE)));
        }
        BurstChain back = chain(1, 3, 30, Bursts.Per.PARTITION);
        for (int window = 1_999; window >= 0; window--) {
            assertThat(back.isOn(at(0, "k", window * MINUTE + MINUTE - 1))).isEqualTo(states.get(window));
        }
    }

    @Test
    void chainsThatTurnAtAlmostEachWindowComeToAnEndToo() {
        BurstChain chain = chain(1, 1, 1.2, Bursts.Per.PARTITION);
        long on = 0;
        for (long window = 0; window < 20_000; window++) {
            on += chain.isOn(at(0, "k", window * MINUTE)) ? 1 : 0;
        }
        assertThat(on / 20_000.0).isCloseTo(1 / 2.2, within(0.02));
    }

    @Test
    void eachKeyOrEachPartitionHasItsOwnChain() {
        BurstChain perKey = chain(1, 5, 20, Bursts.Per.KEY);
        BurstChain perPartition = chain(1, 5, 20, Bursts.Per.PARTITION);
        int keysDiffer = 0;
        int partitionsDiffer = 0;
        for (long window = 0; window < 1_000; window++) {
            long time = window * MINUTE;
            assertThat(perKey.isOn(at(0, "a", time))).isEqualTo(perKey.isOn(at(1, "a", time)));
            assertThat(perPartition.isOn(at(0, "a", time))).isEqualTo(perPartition.isOn(at(0, "b", time)));
            keysDiffer += perKey.isOn(at(0, "a", time)) != perKey.isOn(at(0, "b", time)) ? 1 : 0;
            partitionsDiffer += perPartition.isOn(at(0, "a", time)) != perPartition.isOn(at(1, "a", time)) ? 1 : 0;
        }
        assertThat(keysDiffer).isBetween(200, 450);
        assertThat(partitionsDiffer).isBetween(200, 450);
    }

    @Test
    void anotherSeedIsAnotherChain() {
        BurstChain one = chain(1, 5, 20, Bursts.Per.PARTITION);
        BurstChain two = chain(2, 5, 20, Bursts.Per.PARTITION);
        int differ = 0;
        for (long window = 0; window < 1_000; window++) {
            differ += one.isOn(at(0, "a", window * MINUTE)) != two.isOn(at(0, "a", window * MINUTE)) ? 1 : 0;
        }
        assertThat(differ).isBetween(200, 450);
    }

    @Test
    void aBurstKnowsWhenItBegan() {
        BurstChain chain = chain(1, 10, 20, Bursts.Per.PARTITION);
        long began = -1;
        for (long window = 100; window < 1_100; window++) {
            boolean on = chain.isOn(at(0, "k", window * MINUTE));
            boolean before = chain.isOn(at(0, "k", (window - 1) * MINUTE));
            began = on && !before ? window * MINUTE : began;
            if (on && began >= 0) {
                assertThat(chain.onSince(at(0, "k", window * MINUTE + 30_000))).isEqualTo(began);
            }
        }
    }

    private static BurstChain chain(long seed, double on, double off, Bursts.Per per) {
        Bursts bursts = new Bursts(
                Duration.ofMillis(Math.round(on * MINUTE)),
                Duration.ofMillis(Math.round(off * MINUTE)),
                Duration.ofMillis(MINUTE),
                per);
        return new BurstChain(new Dice(Given.experiment("name: a, seed: " + seed)), bursts);
    }

    private static RawRecord at(int partition, String key, long timestamp) {
        return Given.record(partition, 0, key.getBytes(UTF_8), "v", timestamp);
    }

    private static double mean(List<Integer> lengths) {
        return lengths.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }
}
