package dev.gregor.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.measure.Arm;
import dev.gregor.measure.OutputValue;
import dev.gregor.record.RecordCounts;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartialTest {
    private static final TallyKey KEY =
            new TallyKey("one", Arm.TREATED, new Window(60_000, 120_000), "a|strange\nsegment");

    @Test
    void snapshotsComeBackAsTheyWereSent() {
        byte[] tally = {1, 2, 3};
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.MISSING, 7);
        RecordCounts records = new RecordCounts("one", "raw-0", 5, 4, Map.of("drop-field", 3L), Map.of("why", 1L), 0);

        assertThat(back(new Partial.OfPairs(3, KEY, tally))).isInstanceOfSatisfying(Partial.OfPairs.class, pairs -> {
            assertThat(pairs.task()).isEqualTo(3);
            assertThat(pairs.key()).isEqualTo(KEY);
            assertThat(pairs.tally()).isEqualTo(tally);
        });
        assertThat(back(new Partial.OfOutcomes(2, counts, 99, true)))
                .isEqualTo(new Partial.OfOutcomes(2, counts, 99, true));
        assertThat(back(new Partial.OfRecords(records))).isEqualTo(new Partial.OfRecords(records));
    }

    @Test
    void theKeyOfTheWholeRunHasNoWindow() {
        TallyKey run = TallyKey.ofRun("one", Arm.UNTREATED);

        assertThat(TallyKey.parse(run.text())).isEqualTo(run);
    }

    @Property
    void readingsComeBackAsTheyWereSent(
            @ForAll long comparison,
            @ForAll Side side,
            @ForAll long timestamp,
            @ForAll @DoubleRange(min = -1e150, max = 1e150) double number,
            @ForAll @AlphaChars @CharRange(from = '\u00a0', to = '\ud7ff') String label) {
        Reading reading = reading(comparison, side, timestamp, null, Map.of(1L, new OutputValue.Quantity(number)));
        Reading hit = reading(comparison, side, timestamp, "one", Map.of(2L, new OutputValue.Label(label)));

        assertThat(back(reading)).isEqualTo(reading);
        assertThat(back(hit)).isEqualTo(hit);
    }

    @Test
    void stateOfAnotherVersionIsRefused() {
        byte[] bytes = Arrival.SERDE.serializer().serialize("", reading(1, Side.CONTROL, 0, null, Map.of()));
        bytes[0] = 1;

        assertThatThrownBy(() -> Arrival.SERDE.deserializer().deserialize("", bytes))
                .hasMessageContaining("version 1")
                .hasMessageContaining("reset the application");
    }

    private static Reading reading(
            long comparison, Side side, long timestamp, @Nullable String hitBy, Map<Long, OutputValue> values) {
        Values.Found found = new Values.Found(values.size());
        values.forEach(found::add);
        return new Reading(comparison, side, 4, timestamp, timestamp + 7, true, hitBy, 5, found.values());
    }

    private static Arrival back(Arrival reading) {
        return Arrival.SERDE
                .deserializer()
                .deserialize("", Arrival.SERDE.serializer().serialize("", reading));
    }

    private static Partial back(Partial partial) {
        return Partial.SERDE
                .deserializer()
                .deserialize("", Partial.SERDE.serializer().serialize("", partial));
    }
}
