package dev.gregor.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.measure.Arm;
import dev.gregor.record.RecordCounts;
import java.util.Map;
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

    @Test
    void stateOfAnotherVersionIsRefused() {
        byte[] bytes = Partial.SERDE.serializer().serialize("", new Partial.OfPairs(3, KEY, new byte[0]));
        bytes[0] = 1;

        assertThatThrownBy(() -> Partial.SERDE.deserializer().deserialize("", bytes))
                .hasMessageContaining("version 1")
                .hasMessageContaining("reset the application");
    }

    private static Partial back(Partial partial) {
        return Partial.SERDE
                .deserializer()
                .deserialize("", Partial.SERDE.serializer().serialize("", partial));
    }
}
