package dev.gregor.demo;

import dev.gregor.runtime.ClusterUnreachable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The flights of the default configuration on somebody's own broker: the topics, an endless stream of flights, and the application under test,
 * once on each arm. Each is a program of its own.
 */
public final class FlightsExample {
    private static final String RAW = "flights.raw";
    private static final String FEATURES = "flights.features";
    private static final String PREDICTIONS = "flights.predictions";
    private static final String CANARY = ".canary";

    /** One that is away for a moment is waited for, but not for ever. */
    private static final String PATIENCE_MILLIS = "30000";

    private final String bootstrapServers;

    public FlightsExample(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** One of the two arms of the pipeline. */
    public enum Arm {
        CONTROL(FEATURES, PREDICTIONS),
        TREATMENT(FEATURES + CANARY, PREDICTIONS + CANARY);

        private final String features;
        private final String predictions;

        Arm(String features, String predictions) {
            this.features = features;
            this.predictions = predictions;
        }
    }

    /**
     * Creates those topics that are missing.
     *
     * @throws ClusterUnreachable if the broker does not answer, or refuses
     */
    public void createTopics(int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS))) {
            for (String topic : List.of(RAW, FEATURES, FEATURES + CANARY, PREDICTIONS, PREDICTIONS + CANARY)) {
                create(admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()));
            }
        }
    }

    private void create(Admin admin, NewTopic topic) throws InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ClusterUnreachable(
                        "the topic " + topic.name() + " cannot be created, since " + bootstrapServers
                                + " gives no answer or refuses: " + e.getMessage(),
                        e);
            }
        }
    }

    /**
     * Writes flights that the model has not seen, over and over. Ends only by an exception.
     *
     * @param progress told how many the broker has, after each of them
     */
    public void sendFlights(double perSecond, LongConsumer progress) {
        List<Flight> all = Flights.all();
        try (FlightProducer producer = new FlightProducer(bootstrapServers, RAW)) {
            producer.replayForever(all.subList(Flights.TRAINING, all.size()), perSecond, progress);
        }
    }

    /** The application under test on one arm. Both are trained alike, so that they predict alike. */
    public InferenceApp inference(Arm arm) {
        DelayModel model = DelayModel.train(Flights.all().subList(0, Flights.TRAINING));
        String id = "flights-inference-" + arm.name().toLowerCase(Locale.ROOT);
        return new InferenceApp(bootstrapServers, id, model, arm.features, arm.predictions);
    }
}
