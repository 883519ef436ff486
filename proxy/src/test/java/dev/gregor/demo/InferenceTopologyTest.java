package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InferenceTopologyTest {
    private static final List<Flight> FLIGHTS = Flights.all().subList(0, 4_000);
    private static final DelayModel MODEL = DelayModel.train(FLIGHTS);

    private final InferenceCounts counts = new InferenceCounts();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> features;
    private TestOutputTopic<byte[], byte[]> predictions;

    @BeforeEach
    void open() {
        driver = new TopologyTestDriver(
                InferenceTopology.build(MODEL, new JsonFlights(), "features", "predictions", counts), new Properties());
        features = driver.createInputTopic("features", new ByteArraySerializer(), new ByteArraySerializer());
        predictions = driver.createOutputTopic("predictions", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void keyTimestampAndHeadersArePassedOn() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("gregor-id", bytes("flights.raw-0@17"))
                .add("twice", bytes("a"))
                .add("twice", bytes("b"));
        TestRecord<byte[], byte[]> flight = new TestRecord<>(
                bytes("DTW"), FLIGHTS.get(0).value(), headers, FLIGHTS.get(0).timestamp());

        features.pipeInput(flight);

        TestRecord<byte[], byte[]> prediction = predictions.readRecord();
        assertThat(prediction.key()).isEqualTo(bytes("DTW"));
        assertThat(prediction.timestamp()).isEqualTo(978_310_020_000L);
        assertThat(prediction.headers()).isEqualTo(headers);
        assertThat(prediction.value())
                .asString()
                .matches("\\{\"delay_minutes\":-?[0-9.]+,\"late\":(true|false),\"late_probability\":0\\.[0-9]+}");
    }

    @Test
    void theSameRecordsGiveTheSameBytes() {
        List<String> first = outputs(FLIGHTS);
        close();
        open();

        assertThat(outputs(FLIGHTS)).hasSize(4_000).isEqualTo(first);
    }

    @Test
    void theRecentDelayIsOfEarlierFlightsFromTheSameOriginOnly() {
        double[] recent = RecentDelay.before(FLIGHTS, MODEL.meanDelay());

        List<String> outputs = outputs(FLIGHTS);

        for (int i = 0; i < FLIGHTS.size(); i++) {
            Prediction expected = MODEL.predict(Observation.of(FLIGHTS.get(i)), recent[i]);
            assertThat(outputs.get(i)).isEqualTo(text(expected.json()));
        }
    }

    @Test
    void aLostDistanceChangesThatPredictionAndNoOther() {
        List<String> control = outputs(FLIGHTS.subList(0, 1_000));
        close();
        open();

        for (Flight flight : FLIGHTS.subList(0, 1_000)) {
            boolean hit = flight.equals(FLIGHTS.get(500));
            features.pipeInput(flight.key(), hit ? withoutDistance(flight) : flight.value());
        }

        List<String> treatment = outputs();
        assertThat(treatment.get(500)).isNotEqualTo(control.get(500));
        treatment.set(500, control.get(500));
        assertThat(treatment).isEqualTo(control);
    }

    @Test
    void aLostDelayLeavesTheRecentDelayAsItWas() {
        features.pipeInput(bytes("DTW"), FLIGHTS.get(0).value());
        Object before = recentDelay("DTW");

        features.pipeInput(bytes("DTW"), bytes("{\"origin\":\"DTW\",\"delay\":\"unknown\"}"));

        assertThat(before).isNotNull();
        assertThat(recentDelay("DTW")).isEqualTo(before);
        assertThat(predictions.readValuesToList()).hasSize(2);
    }

    @Test
    void whatIsUnreadableGivesNoPredictionAndIsCounted() {
        features.pipeInput(bytes("DTW"), bytes("{\"distance\":"));
        features.pipeInput(bytes("DTW"), (byte[]) null);
        features.pipeInput(bytes("DTW"), FLIGHTS.get(0).value());

        assertThat(predictions.readValuesToList()).hasSize(1);
        assertThat(counts.unreadable().sum()).isEqualTo(2);
        assertThat(counts.scored().sum()).isEqualTo(1);
    }

    private Object recentDelay(String origin) {
        return driver.getKeyValueStore(InferenceTopology.RECENT_DELAYS).get(origin);
    }

    private List<String> outputs(List<Flight> flights) {
        flights.forEach(flight -> features.pipeInput(flight.key(), flight.value()));
        return outputs();
    }

    private List<String> outputs() {
        List<String> outputs = new ArrayList<>();
        predictions.readValuesToList().forEach(value -> outputs.add(text(value)));
        return outputs;
    }

    private static byte[] withoutDistance(Flight flight) {
        return bytes(text(flight.value()).replaceFirst("\"distance\":[0-9]+,", ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
