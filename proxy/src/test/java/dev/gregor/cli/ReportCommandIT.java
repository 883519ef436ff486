package dev.gregor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The topics are written by hand, so that what is reported is known. */
@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportCommandIT {
    /** 1 January 2001, 00:00 UTC. */
    private static final long START = 978_307_200_000L;

    private static final long HOUR = 3_600_000L;
    private static final long JUDGED = 1_764_000_000_000L;

    private static final String EXPERIMENTS = """
              - name: moved
                hypothesis: It moves by less than 2
                enabled: true
                route: lane
                faults: [ { drop-field: { field: distance } } ]
                measure:
                  control: report.out
                  treatment: report.out.canary
                  outputs: { delay: { type: number }, late: { type: label } }
                  window: 1h
                  alerts: { topic: report.alerts, quiet: 2h, patience: 30m }
                guardrails: [ { output: delay, measure: mean-absolute-difference, max: 2 } ]
              - name: stood
                hypothesis: It stands
                enabled: true
                route: lane
                seed: 7
                faults: [ { drop-field: { field: distance } } ]
                measure: { control: report.out, treatment: report.out.canary, outputs: { delay: { type: number } } }
              - name: unclear
                hypothesis: It stands
                route: lane
                measure: { control: report.out, treatment: report.out.canary, outputs: { delay: { type: number } } }
              - { name: unjudged, hypothesis: h, route: lane }
            """;

    private Lane lane;
    private Path config;
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    ReportCommandIT() {}

    @BeforeAll
    void write(TestCluster cluster, @TempDir Path temporary) throws IOException {
        folder = temporary;
        lane = Lane.create(cluster, "report", 2);
        cluster.create(1, List.of("report.verdicts", "report.divergence", "report.alerts"));
        cluster.create(2, List.of(lane.ledger()));
        config = folder.resolve("gregor.yaml");

        Files.writeString(config, lane.yaml(folder.resolve("state"), EXPERIMENTS));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.addAll(traffic());
        records.addAll(ledger());
        records.addAll(divergence());
        records.addAll(verdicts());
        records.add(record("report.alerts", 0, START + 50 * 60_000, "monitor", "{}"));
        records.add(record("report.alerts", 0, START + 9 * HOUR, "monitor", "{}"));
        cluster.write(records);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, long timestamp, String key, String value) {
        return new ProducerRecord<>(topic, partition, timestamp, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** Five records a partition, ten minutes apart; the treatment arm has lost the distance of all. */
    private List<ProducerRecord<byte[], byte[]>> traffic() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long time = START + i * 600_000L;
            records.add(record(lane.raw(), i % 2, time, "k", "{\"distance\":" + (100 + i) + ",\"n\":" + i + "}"));
            ProducerRecord<byte[], byte[]> after = record(lane.canary(), i % 2, time, "k", "{\"n\":" + i + "}");
            after.headers().add(new RecordHeader("gregor-id", ("report.raw-" + i % 2 + "@" + i / 2).getBytes(UTF_8)));
            records.add(after);
        }
        return records;
    }

    private List<ProducerRecord<byte[], byte[]>> ledger() {
        String fault =
                "{\"version\":1,\"type\":\"fault\",\"experiment\":\"%s\",\"id\":\"%s\",\"mode\":\"live\",\"fault\":\"%s\","
                        + "\"fields\":[\"distance\"],\"before\":{\"distance\":%d},\"after\":%s,\"timestamp\":%d}";
        return List.of(
                record(
                        lane.ledger(),
                        0,
                        0,
                        "report.raw-0@1",
                        fault.formatted(
                                "moved", "report.raw-0@1", "scale", 100, "{\"distance\":160}", START + 20 * 60_000)),
                record(
                        lane.ledger(),
                        1,
                        0,
                        "report.raw-1@1",
                        fault.formatted("moved", "report.raw-1@1", "drop-field", 103, "{}", START + 30 * 60_000)),
                record(
                        lane.ledger(),
                        1,
                        0,
                        "report.raw-1@2",
                        fault.formatted("stood", "report.raw-1@2", "drop-field", 105, "{}", 0)),
                record(lane.ledger(), 1, 0, "r", "{\"version\":1,\"type\":\"revision\",\"id\":\"report.raw-1@0\"}"));
    }

    private static List<ProducerRecord<byte[], byte[]>> divergence() {
        String event =
                "{\"version\":1,\"experiment\":\"moved\",\"window\":%s,\"output\":\"delay\",\"measure\":\"%s\",\"arm\":\"%s\","
                        + "\"segment\":%s,\"value\":%s,\"low\":null,\"high\":null,\"n\":%d}";
        String first = "{\"start\":" + START + ",\"end\":" + (START + HOUR) + "}";
        String second = "{\"start\":" + (START + HOUR) + ",\"end\":" + (START + 2 * HOUR) + "}";
        List<String> events = List.of(
                event.formatted(first, "mean-absolute-difference", "treated", "null", 99, 1),
                event.formatted(first, "mean-absolute-difference", "treated", "null", 3.5, 2),
                event.formatted(second, "mean-absolute-difference", "treated", "null", 1.5, 4),
                event.formatted(first, "wasserstein", "treated", "null", 1.0, 2),
                event.formatted("null", "wasserstein", "treated", "null", 2.25, 6),
                event.formatted("null", "mean-absolute-difference", "treated", "\"JFK\"", 4.0, 3),
                event.formatted("null", "mean-absolute-difference", "some-later-arm", "null", 4.0, 3),
                event.formatted("null", "some-later-measure", "treated", "null", 4.0, 3));
        return events.stream()
                .map(each -> record("report.divergence", 0, JUDGED, "moved", each))
                .toList();
    }

    private static List<ProducerRecord<byte[], byte[]>> verdicts() {
        String measures =
                "[{\"output\":\"delay\",\"measure\":\"mean-absolute-difference\",\"arm\":\"treated\",\"value\":%s,\"low\":%s,\"high\":%s,\"n\":6}]";
        String verdict =
                "{\"version\":1,\"experiment\":\"%s\",\"verdict\":\"%s\",\"reasons\":[\"so it is\"],\"final\":true,"
                        + "\"records\":{\"seen\":10,\"selected\":2,\"injected\":{\"drop-field\":2},\"skipped\":{}},"
                        + "\"pairs\":{\"treated\":2,\"untreated\":8,\"missing\":0,\"orphan\":0,\"duplicate\":0,\"invalid\":0},"
                        + "\"measures\":%s%s}";
        String more =
                ",\"halt\":{\"reason\":\"it moved\",\"output\":\"delay\",\"measure\":\"mean-absolute-difference\","
                        + "\"crossed\":1764000000000,\"last-fault\":1764000000700,\"took-milliseconds\":700,\"complete\":true,"
                        + "\"partitions\":[{\"partition\":\"report.raw-0\",\"stopped\":1764000000650,\"last-fault\":1764000000640,\"released\":12}]},"
                        + "\"net\":[{\"output\":\"delay\",\"measure\":\"mean-absolute-difference\",\"against\":\"untreated\",\"value\":2.9,\"low\":2.5,\"high\":3.3}],"
                        + "\"overall\":[{\"output\":\"delay\",\"measure\":\"mean-absolute-difference\",\"direct\":3.0,\"spill-over\":0.0,\"treated-share\":0.2,\"value\":0.6}],"
                        + "\"outputs\":[{\"output\":\"delay\",\"arm\":\"treated\",\"histogram\":{\"edges\":[0,1,2],\"control\":[1,1],\"treatment\":[0,2]},"
                        + "\"confusion\":null,\"worst\":[{\"id\":\"report.raw-0@1\",\"control\":\"1.5\",\"treatment\":\"5\",\"distance\":3.5,\"timestamp\":978308400000}]},"
                        + "{\"output\":\"late\",\"arm\":\"treated\",\"histogram\":null,\"confusion\":{\"labels\":[\"no\",\"yes\"],\"counts\":[[1,1],[0,0]]},\"worst\":[]}]";
        return List.of(
                record(
                        "report.verdicts",
                        0,
                        JUDGED - 60_000,
                        "moved",
                        verdict.formatted("moved", "inconclusive", "[]", "")),
                record(
                        "report.verdicts",
                        0,
                        JUDGED,
                        "moved",
                        verdict.formatted("moved", "halted", measures.formatted("3.0", "2.6", "3.4"), more)),
                record(
                        "report.verdicts",
                        0,
                        JUDGED,
                        "stood",
                        verdict.formatted("stood", "pass", measures.formatted("0.5", "0.4", "0.6"), "")),
                record(
                        "report.verdicts",
                        0,
                        JUDGED,
                        "unclear",
                        verdict.formatted("unclear", "inconclusive", "[]", "")));
    }

    private Ran report(String... arguments) {
        List<String> all = new ArrayList<>(List.of("report", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return Ran.gregor(all.toArray(String[]::new));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void theJsonHoldsWhatAllTopicsSay() throws IOException {
        Ran ran = report("moved", "--format", "json");

        assertThat(ran.exitCode()).isEqualTo(1);
        JsonNode moved = json(ran.out()).at("/experiments/0");
        assertThat(moved.get("verdict").asText()).isEqualTo("halted");
        assertThat(moved.get("judged"))
                .hasToString("{\"first\":\"2025-11-24T15:59:00Z\",\"last\":\"2025-11-24T16:00:00Z\",\"final\":true}");
        assertThat(moved.at("/halt/took-milliseconds").asLong()).isEqualTo(700);
        assertThat(moved.at("/measures"))
                .extracting(each -> each.get("measure").asText() + " " + each.get("value"))
                .containsExactly("mean-absolute-difference 3.0", "wasserstein 2.25");
        assertThat(moved.at("/windows"))
                .extracting(each -> each.get("value").asDouble())
                .containsExactly(3.5, 1.5);
        assertThat(moved.at("/segments/0/segment").asText()).isEqualTo("JFK");
        assertThat(moved.at("/details/0/worst/0/faults/0"))
                .hasToString(
                        "{\"fault\":\"scale\",\"fields\":[\"distance\"],\"before\":{\"distance\":100},\"after\":{\"distance\":160}}");
        assertThat(moved.at("/amplifications/0/value").asDouble()).isEqualTo(3.0 / 60);
        assertThat(moved.at("/samples"))
                .extracting(each -> each.get("id").asText())
                .containsExactly("report.raw-0@1", "report.raw-1@1");
        assertThat(moved.at("/samples/0/before")).hasToString("{\"distance\":102,\"n\":2}");
        assertThat(moved.at("/samples/0/after")).hasToString("{\"n\":2}");
    }

    @Test
    void theMonitoringIsScoredAgainstTheLedger() throws IOException {
        JsonNode scored = json(report("moved", "--format", "json").out()).at("/experiments/0/monitor/treatment");

        assertThat(scored.get("alerts").asLong()).isEqualTo(2);
        assertThat(scored.get("false-alarms").asLong()).isEqualTo(1);
        assertThat(scored.get("missed").asLong()).isZero();
        // From the fault at 00:20 to the alert at 00:50; the records of 00:30, 00:40 and 00:50 came by.
        assertThat(scored.at("/windows/0/latency-seconds").asLong()).isEqualTo(1_800);
        assertThat(scored.at("/windows/0/latency-records").asLong()).isEqualTo(3);
        // The first hour, with an alert in it, was hurt; the second was silent and unhurt.
        assertThat(scored.get("table"))
                .hasToString("{\"alarmed-hurt\":1,\"alarmed-unhurt\":0,\"silent-hurt\":0,\"silent-unhurt\":1}");
    }

    @Test
    void thePageGoesIntoAFileAndItsPlaceIsPrinted() throws IOException {
        Path file = folder.resolve("new/moved.html");

        Ran ran = report("moved", "--out", file.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo("moved: halted%n  - so it is%n%nThe report: %s%n".formatted(file.toUri()));
        assertThat(Files.readString(file)).contains("The halt", "What the ledger says", "Segments, to explore");
        JsonNode printed = json(
                report("moved", "--out", file.toString(), "--output", "json").out());
        assertThat(printed.get("file").asText()).isEqualTo(file.toString());
        assertThat(printed.at("/experiments/0/verdict").asText()).isEqualTo("halted");
    }

    @Test
    void jUnitFailsForWhatWasHaltedAndSkipsWhatCannotTell() throws Exception {
        Element suites = parsed(report("moved", "unclear", "--format", "junit").out());

        assertThat(suites.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        assertThat(suites.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(suites.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    private static Element parsed(String xml) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
                .getDocumentElement();
    }

    @Test
    void theJournalHasTheHaltAsItsRollback() throws IOException {
        JsonNode journal = json(report("moved", "--format", "chaostoolkit").out());

        assertThat(journal.get("status").asText()).isEqualTo("interrupted");
        assertThat(journal.at("/rollbacks/0/output/released").asLong()).isEqualTo(12);
        assertThat(journal.get("duration").asDouble()).isEqualTo(60);
    }

    @Test
    void twoStandSideBySide() throws IOException {
        Ran ran = report("stood", "moved", "--format", "json");
        JsonNode json = json(ran.out());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(json.at("/measures/0/overlap").asBoolean(true)).isFalse();
        assertThat(json.at("/settings"))
                .extracting(each -> each.get("setting").asText())
                .containsExactly("hypothesis", "seed", "guardrails");

        Path file = folder.resolve("two.html");
        assertThat(report("stood", "moved", "--out", file.toString()).exitCode())
                .isEqualTo(1);
        assertThat(Files.readString(file)).contains("Side by side", "lie apart");
    }

    @Test
    void aRecordOfTheYear1970IsFoundToo() throws IOException {
        JsonNode sample = json(report("stood", "--format", "json").out()).at("/experiments/0/samples/0");

        assertThat(sample.get("timestamp").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(sample.get("after")).hasToString("{\"n\":5}");
    }

    @Test
    void runsOfTwoApplicationsStandSideBySide() throws IOException {
        Ran ran = Ran.gregor(
                "report",
                "stood",
                "stood",
                "--config",
                config.toString(),
                "--config",
                config.toString(),
                "--format",
                "json");

        assertThat(ran.exitCode()).isZero();
        assertThat(json(ran.out()).at("/settings")).isEmpty();
        assertThat(json(ran.out()).at("/measures/0/overlap").asBoolean()).isTrue();
    }

    @Test
    void theExitCodeIsThatOfTheVerdict() {
        assertThat(report("stood", "--format", "json").exitCode()).isZero();
        assertThat(report("unclear", "--format", "json").exitCode()).isEqualTo(3);
        assertThat(report("stood", "unclear", "--format", "json").exitCode()).isEqualTo(3);
        assertThat(report("unclear", "moved", "--format", "json").exitCode()).isEqualTo(1);
    }

    @Test
    void whatWasNotJudgedYetIsSaid(TestCluster cluster) throws IOException {
        Ran unjudged = report("unjudged");
        assertThat(unjudged.exitCode()).isEqualTo(3);
        assertThat(unjudged.err())
                .containsExactly(
                        "gregor: there is no verdict on 'unjudged' yet: it has no 'measure', so nothing is ever"
                                + " judged");

        Path other = folder.resolve("never-ran.yaml");
        Files.writeString(other, Lane.unbuilt(cluster, "report-never-ran").yaml(folder, EXPERIMENTS));
        Ran neverRan = Ran.gregor("report", "stood", "--config", other.toString());
        assertThat(neverRan.exitCode()).isEqualTo(3);
        assertThat(neverRan.err())
                .singleElement()
                .asString()
                .contains("the topic 'report-never-ran.verdicts' holds none; expected 'gregor run'");
    }

    @Test
    void nothingIsWrittenToTheCluster(TestCluster cluster) {
        Map<String, Long> before = cluster.endOffsets("report.");

        report("moved", "--format", "json");

        assertThat(cluster.endOffsets("report.")).isEqualTo(before);
    }
}
