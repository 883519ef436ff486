package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The programs around Gregor that run in containers, against a broker of their own. */
class FlightsExampleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final EmbeddedBroker BROKER = EmbeddedBroker.start();
    private static final TestCluster CLUSTER = new TestCluster(BROKER.bootstrapServers());

    private final FlightsExample example = new FlightsExample(BROKER.bootstrapServers());

    /** One of the topics is there already, as after a first run that was interrupted. */
    @BeforeAll
    static void createTopics() throws InterruptedException {
        TestCluster.answer(CLUSTER.admin()
                .createTopics(List.of(new NewTopic("flights.features", 2, (short) 1)))
                .all());
        new FlightsExample(BROKER.bootstrapServers()).createTopics(2);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
        BROKER.close();
    }

    @Test
    void theTopicsAreThoseOfTheDefaultConfiguration() {
        assertThat(TestCluster.answer(CLUSTER.admin()
                                .describeTopics(List.of(
                                        "flights.raw",
                                        "flights.features",
                                        "flights.features.canary",
                                        "flights.predictions",
                                        "flights.predictions.canary"))
                                .allTopicNames())
                        .values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(2));
    }

    @Test
    void flightsDepartNowAndGoOnWithoutEnd() throws InterruptedException {
        Instant before = Instant.now();
        AtomicLong sent = new AtomicLong();
        int known = Flights.all().size() - Flights.TRAINING;
        Thread sending = new Thread(() -> example.sendFlights(FlightProducer.AS_FAST_AS_POSSIBLE, sent::set));
        sending.setUncaughtExceptionHandler((thread, end) -> {}); // its only end
        sending.start();
        await().atMost(SOON).until(() -> sent.get() > known);
        sending.interrupt();
        sending.join(SOON.toMillis());

        assertThat(sending.isAlive()).isFalse();
        List<ConsumerRecord<byte[], byte[]>> raw = CLUSTER.readNow("flights.raw");
        assertThat(raw)
                .hasSizeGreaterThan(known)
                .allSatisfy(each -> assertThat(each.timestamp()).isGreaterThanOrEqualTo(before.toEpochMilli()));
    }

    @Test
    void eachArmReadsAndWritesTopicsOfItsOwn() {
        try (InferenceApp control = example.inference(FlightsExample.Arm.CONTROL);
                InferenceApp treatment = example.inference(FlightsExample.Arm.TREATMENT)) {
            control.start();
            treatment.start();
            send("flights.features", 3);
            send("flights.features.canary", 5);

            // as many as that, and no more
            CLUSTER.read("flights.predictions", 3);
            CLUSTER.read("flights.predictions.canary", 5);
        }
    }

    private static void send(String topic, int flights) {
        try (FlightProducer producer = new FlightProducer(BROKER.bootstrapServers(), topic)) {
            producer.replay(Flights.all().subList(0, flights), FlightProducer.AS_FAST_AS_POSSIBLE, sent -> {});
        }
    }
}
