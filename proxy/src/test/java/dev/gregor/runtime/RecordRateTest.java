package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordRateTest {
    private static final long NOW = 1_764_000_000_000L;

    private static List<RawRecord> partition(int number, int records, long from, long pause) {
        List<RawRecord> all = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            RecordId id = new RecordId("raw", number, i);
            all.add(new RawRecord(id, null, new byte[0], new RecordHeaders(), from + i * pause));
        }
        return all;
    }

    @Test
    void partitionsAddUpEachByItsOwnSpan() {
        List<RawRecord> sample = new ArrayList<>(partition(0, 101, NOW - 10_000, 100));
        sample.addAll(partition(1, 101, NOW - 100_000, 1_000));

        RecordRate rate = RecordRate.of(sample, NOW);

        assertThat(rate.perSecond()).hasValue(11);
        assertThat(rate.clock()).isEqualTo("the wall clock");
    }

    @Test
    void recordsOfLongAgoTellEventTimeOnly() {
        assertThat(RecordRate.of(partition(0, 11, 978_307_200_000L, 100), NOW).clock())
                .isEqualTo("event time");
    }

    @Test
    void recordsOfOneTimeTellNoRate() {
        assertThat(RecordRate.of(partition(0, 11, NOW, 0), NOW).perSecond()).isEmpty();
        assertThat(RecordRate.of(List.of(), NOW)).isEqualTo(new RecordRate(OptionalDouble.empty(), false));
    }
}
