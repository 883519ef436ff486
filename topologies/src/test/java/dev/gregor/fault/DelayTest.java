package dev.gregor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.record.Skipped;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayTest {

    @Test
    void aRecordIsHeldAndNotChanged() throws Skipped {
        Treatment treatment = Given.treatment("no json");
        Treatment.Effect effect = treatment.apply(Given.fault("delay: {by: 30s}"), new Draw(1));
        Hold expected = Hold.of(Duration.ofSeconds(30), Hold.Clock.WALL, Hold.Lane.EXPERIMENT);
        assertThat(effect.hold()).isEqualTo(expected);
        assertThat(effect.changes()).isEmpty();
        assertThat(treatment.hold()).isEqualTo(expected);
        assertThat(treatment.result()).isSameAs(treatment.record());
    }

    @Test
    void aTombstoneIsHeldToo() throws Skipped {
        Treatment treatment = Given.treatment(null);
        treatment.apply(Given.fault("delay: {by: 30s, clock: event, keep-order: false}"), new Draw(1));
        assertThat(treatment.hold()).isEqualTo(Hold.of(Duration.ofSeconds(30), Hold.Clock.EVENT, Hold.Lane.NONE));
    }

    @Test
    void twoDelaysAddUpAndEachIsToldByItself() throws Skipped {
        Treatment treatment = Given.treatment("{}");
        treatment.apply(Given.fault("delay: {by: 30s, keep-order: false}"), new Draw(1));
        Treatment.Effect second = treatment.apply(Given.fault("delay: {by: 10s}"), new Draw(1));
        assertThat(treatment.hold()).isEqualTo(Hold.of(Duration.ofSeconds(40), Hold.Clock.WALL, Hold.Lane.EXPERIMENT));
        assertThat(second.hold()).isEqualTo(Hold.of(Duration.ofSeconds(10), Hold.Clock.WALL, Hold.Lane.EXPERIMENT));
    }

    @Test
    void aFaultThatHoldsNothingTellsOfNoHold() throws Skipped {
        Treatment treatment = Given.treatment("{\"a\":1}");
        treatment.apply(Given.fault("delay: {by: 30s}"), new Draw(1));
        assertThat(treatment
                        .apply(Given.fault("drop-field: {field: a}"), new Draw(1))
                        .hold())
                .isNull();
        assertThat(treatment.hold()).isNotNull();
    }
}
