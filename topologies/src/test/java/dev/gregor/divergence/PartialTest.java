package dev.gregor.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Arm;
import dev.gregor.judge.Tally;
import dev.gregor.record.RecordCounts;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartialTest {
    private static final TallyKey KEY =
            new TallyKey("one", new Window(60_000, 120_000), "a|strange\noutput", MeasureName.FLIP_RATE, Arm.TREATED);

    @Test
    void snapshotsComeBackAsTheyWereSent() {
        Tally tally = Tally.empty(MeasureName.FLIP_RATE);
        tally.add(1);
        tally.add(0);
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.MISSING, 7);
        RecordCounts records = new RecordCounts("one", "raw-0", 5, 4, Map.of("drop-field", 3L), Map.of("why", 1L), 0);

        assertThat(back(new Partial.OfPairs(3, KEY, tally))).isInstanceOfSatisfying(Partial.OfPairs.class, pairs -> {
            assertThat(pairs.task()).isEqualTo(3);
            assertThat(pairs.key()).isEqualTo(KEY);
            assertThat(pairs.tally().toBytes()).isEqualTo(tally.toBytes());
        });
        assertThat(back(new Partial.OfOutcomes(2, counts, 99, true)))
                .isEqualTo(new Partial.OfOutcomes(2, counts, 99, true));
        assertThat(back(new Partial.OfRecords(records))).isEqualTo(new Partial.OfRecords(records));
    }

    @Test
    void theKeyOfTheWholeRunHasNoWindow() {
        TallyKey run = new TallyKey("one", null, "delay", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, Arm.UNTREATED);

        assertThat(TallyKey.parse(run.text())).isEqualTo(run);
    }

    @Property
    void readingsComeBackAsTheyWereSent(
            @ForAll long comparison,
            @ForAll Side side,
            @ForAll long timestamp,
            @ForAll double number,
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
        return new Reading(comparison, side, 4, timestamp, timestamp + 7, true, hitBy, values);
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
