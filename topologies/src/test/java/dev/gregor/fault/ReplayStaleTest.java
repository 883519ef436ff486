package dev.gregor.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplayStaleTest {
    private static final RawRecord PAST = new RawRecord(
            new RecordId("flights.raw", 3, 4990),
            null,
            "{\"a\":1}".getBytes(UTF_8),
            new RecordHeaders().add("old", null),
            5);
    private static final History HISTORY = id -> id.equals(PAST.id()) ? Optional.of(PAST) : Optional.empty();

    @Test
    void theRecordOfThePastComesWholeUnderTheIdOfTheLiveOne() throws Skipped {
        RawRecord result = replayed("replay-stale: {lag: 10}");
        assertThat(result.id()).isEqualTo(Given.ID);
        assertThat(result.key()).isNull();
        assertThat(result.value()).isSameAs(PAST.value());
        assertThat(result.headers()).isEqualTo(PAST.headers());
        assertThat(result.timestamp()).isEqualTo(5);
    }

    @Test
    void itsEventTimeCanBeThatOfTheLiveOne() throws Skipped {
        assertThat(replayed("replay-stale: {lag: 10, timestamps: now}").timestamp())
                .isEqualTo(Given.TIMESTAMP);
    }

    @Test
    void theLedgerNamesBothRecords() throws Skipped {
        Treatment treatment = new Treatment(Given.record("{}"), new JsonCodec(), HISTORY);
        Treatment.Effect effect = treatment.apply(Given.fault("replay-stale: {lag: 10}"), new Draw(1));
        assertThat(effect.changes()).hasSize(1);
        assertThat(effect.changes().toString()).contains("flights.raw-3@5000", "flights.raw-3@4990");
    }

    @Test
    void aFaultBehindItActsOnTheRecordOfThePast() throws Skipped {
        Treatment treatment = new Treatment(Given.record("{\"b\":2}"), new JsonCodec(), HISTORY);
        treatment.apply(Given.fault("replay-stale: {lag: 10}"), new Draw(1));
        treatment.apply(Given.fault("null-field: {field: a}"), new Draw(1));
        assertThat(treatment.result().value()).asString(UTF_8).isEqualTo("{\"a\":null}");
    }

    @Test
    void aRecordThatIsNoLongerThereIsSkipped() {
        assertNoHistory("replay-stale: {lag: 11}");
    }

    @Test
    void aRecordBeforeTheStartOfTheLogIsSkippedWithoutAskingForIt() {
        assertNoHistory("replay-stale: {lag: 5001}");
        assertNoHistory("replay-stale: {lag: 999999999999999}");
    }

    @Test
    void aTombstoneIsReplacedAndReplacesLikeAnyRecord() throws Skipped {
        Treatment onTombstone = new Treatment(Given.record(null), new JsonCodec(), HISTORY);
        onTombstone.apply(Given.fault("replay-stale: {lag: 10}"), new Draw(1));
        assertThat(onTombstone.result().value()).isSameAs(PAST.value());
        Treatment byTombstone =
                new Treatment(Given.record("{}"), new JsonCodec(), id -> Optional.of(PAST.withValue(null)));
        byTombstone.apply(Given.fault("replay-stale: {lag: 10}"), new Draw(1));
        assertThat(byTombstone.result().value()).isNull();
    }

    @Test
    void aLagBelowOneIsRefused() {
        assertThatThrownBy(() -> Given.fault("replay-stale: {lag: 0}"))
                .hasMessageContaining("0 is not a lag; expected at least 1");
    }

    private static RawRecord replayed(String fault) throws Skipped {
        Treatment treatment = new Treatment(Given.record("{}"), new JsonCodec(), HISTORY);
        treatment.apply(Given.fault(fault), new Draw(1));
        return treatment.result();
    }

    private static void assertNoHistory(String fault) {
        Treatment treatment = new Treatment(Given.record("{}"), new JsonCodec(), id -> {
            assertThat(id.offset()).isNotNegative();
            return HISTORY.at(id);
        });
        assertThatThrownBy(() -> treatment.apply(Given.fault(fault), new Draw(1)))
                .isInstanceOfSatisfying(
                        Skipped.class, skip -> assertThat(skip.reason()).isEqualTo(SkipReason.NO_HISTORY));
        Given.assertUntouched(treatment);
    }
}
