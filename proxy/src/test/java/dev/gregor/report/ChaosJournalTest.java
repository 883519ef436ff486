package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosJournalTest {

    private static JsonNode journal(ExperimentReport report) throws IOException {
        return new JsonMapper().readTree(ChaosJournal.render(report, "gregor", SampleReports.GENERATED));
    }

    @Test
    void hasTheFieldsThatItsReadersLookFor() throws IOException {
        JsonNode journal = journal(SampleReports.distanceGoesMissing());

        List<String> names = new ArrayList<>();
        journal.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "chaoslib-version",
                        "platform",
                        "node",
                        "experiment",
                        "start",
                        "status",
                        "deviated",
                        "steady_states",
                        "run",
                        "rollbacks",
                        "end",
                        "duration");
        assertThat(journal.get("start").asText()).isEqualTo("2026-03-02T09:28:30");
        assertThat(journal.get("duration").asDouble()).isEqualTo(85);
        assertThat(journal.at("/experiment/title").asText()).isEqualTo("distance-goes-missing");
        assertThat(journal.at("/experiment/steady-state-hypothesis/probes/0/tolerance/range"))
                .hasToString("[0.0,2.0]");
        assertThat(journal.at("/experiment/method/0/type").asText()).isEqualTo("action");
    }

    @Test
    void theStatusIsNeverThatOfAPassWhereItIsNone() throws IOException {
        assertThat(status(SampleReports.distanceGoesMissing())).isEqualTo("completed false true");
        assertThat(status(SampleReports.distanceAsText())).isEqualTo("failed true false");
        assertThat(status(SampleReports.lateArrivals())).isEqualTo("interrupted true false");
        assertThat(status(SampleReports.staleOrigins())).isEqualTo("aborted false null");
        assertThat(status(SampleReports.broken())).isEqualTo("failed false null");
        assertThat(journal(SampleReports.broken())
                        .at("/steady_states/before/steady_state_met")
                        .asBoolean())
                .isFalse();
    }

    private static String status(ExperimentReport report) throws IOException {
        JsonNode journal = journal(report);
        return journal.get("status").asText() + " " + journal.get("deviated") + " "
                + journal.at("/steady_states/after/steady_state_met");
    }

    @Test
    void theUntreatedPairsStandForTheSystemBeforeAndTheTreatedForAfter() throws IOException {
        JsonNode states = journal(SampleReports.distanceAsText()).get("steady_states");

        assertThat(states.at("/before/probes/0/output").asDouble()).isEqualTo(0.021);
        assertThat(states.at("/before/probes/0/tolerance_met").asBoolean()).isTrue();
        assertThat(states.at("/after/probes/0/output").asDouble()).isEqualTo(3.62);
        assertThat(states.at("/after/probes/0/tolerance_met").asBoolean()).isFalse();
    }

    @Test
    void aHaltIsTheRollback() throws IOException {
        JsonNode journal = journal(SampleReports.everything());

        assertThat(journal.get("rollbacks")).hasSize(3);
        JsonNode first = journal.at("/rollbacks/0");
        assertThat(first.at("/activity/name").asText()).isEqualTo("stop the injection on flights.raw-0");
        assertThat(first.get("status").asText()).isEqualTo("succeeded");
        assertThat(first.get("duration").asDouble()).isEqualTo(0.65);
        assertThat(first.at("/output/released").asLong()).isEqualTo(12);
        assertThat(journal(SampleReports.distanceGoesMissing()).get("rollbacks"))
                .isEmpty();
    }

    @Test
    void aFaultThatNeverFiredHasFailed() throws IOException {
        JsonNode run = journal(SampleReports.distanceAsText()).get("run");

        assertThat(run.at("/0/status").asText()).isEqualTo("succeeded");
        assertThat(run.at("/0/output/injected").asLong()).isEqualTo(1003);
        assertThat(run.at("/1/status").asText()).isEqualTo("failed");
    }
}
