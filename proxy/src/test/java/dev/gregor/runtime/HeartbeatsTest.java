package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Experiment;
import dev.gregor.fixture.Lane;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final long NOW = 1_000_000;

    private final Experiment experiment = Lane.parse("""
                    version: 1
                    application: { id: beats, kafka: { bootstrap.servers: "none:1" } }
                    routes: { lane: { from: a, to: b, canary: c } }
                    experiments:
                      - name: measured
                        hypothesis: h
                        enabled: true
                        route: lane
                        measure: { control: d, treatment: e, heartbeat: 2s, outputs: { delay: { type: number } } }
                    """).config().experiments().get(0);
    private final Heartbeats heartbeats = new Heartbeats();

    @Test
    void aStartMayTakeLongerThanABeat() {
        assertThat(heartbeats.silence(experiment, NOW)).isEmpty();
        assertThat(heartbeats.silence(experiment, NOW + 20_000)).isEmpty();

        heartbeats.heard("measured", NOW + 21_000);
        assertThat(heartbeats.silence(experiment, NOW + 23_000)).isEmpty();
        assertThat(heartbeats.silence(experiment, NOW + 23_001))
                .contains("No heartbeat of the measurement for 2001 ms");
    }

    @Test
    void aMeasurementThatNeverBeginsIsNotWaitedForForever() {
        assertThat(heartbeats.silence(experiment, NOW)).isEmpty();
        assertThat(heartbeats.silence(experiment, NOW + Heartbeats.STARTING + 2_000))
                .isEmpty();
        assertThat(heartbeats.silence(experiment, NOW + Heartbeats.STARTING + 2_001))
                .contains("No heartbeat of the measurement since the start, for 32001 ms");
    }

    @Test
    void anExperimentThatIsSwitchedOnAgainStartsAnew() {
        heartbeats.heard("measured", NOW);
        heartbeats.forget("measured");

        assertThat(heartbeats.silence(experiment, NOW + 10_000)).isEmpty();
    }
}
