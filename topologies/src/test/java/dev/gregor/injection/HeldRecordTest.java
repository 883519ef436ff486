package dev.gregor.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.fault.Hold;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeldRecordTest {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aHeldRecordIsReadAsItWasWritten(
            @ForAll String experiment,
            @ForAll HeldRecord.State state,
            @ForAll Hold.Lane lane,
            @ForAll boolean isByKey,
            @ForAll long offset,
            @ForAll @WithNull byte[] key,
            @ForAll @WithNull byte[] value,
            @ForAll String name,
            @ForAll @WithNull byte[] header,
            @ForAll long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(name, header).add("twice", header).add("twice", new byte[0]).add("", null);
        HeldRecord held = new HeldRecord(experiment, state, lane, isByKey, offset, key, value, headers, timestamp);
        HeldRecord read = HeldRecord.fromBytes(held.toBytes());
        assertThat(read).usingRecursiveComparison().isEqualTo(held);
        assertThat(read.headers().toArray()).isEqualTo(headers.toArray());
    }

    @Test
    void aHeaderMayHaveALongName() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("n".repeat(100_000), new byte[] {1});
        HeldRecord held =
                new HeldRecord("e", HeldRecord.State.TREATED, Hold.Lane.KEY, false, 1, null, null, headers, 0);
        assertThat(HeldRecord.fromBytes(held.toBytes()).headers()).isEqualTo(headers);
    }
}
