package dev.gregor.demo;

/**
 * The application under test: reads a feature topic, scores each flight and writes a prediction topic, exactly once. It
 * knows nothing of faults and runs alike on the control and on the canary topic.
 */
public final class InferenceApp implements AutoCloseable {
    private final InferenceCounts counts = new InferenceCounts();
    private final StreamsApp app;

    /**
     * Reads flights that are written as JSON.
     *
     * @param applicationId its own: two apps with the same one share the work
     * @param features the topic to read, which exists
     * @param predictions the topic to write, which exists with as many partitions
     */
    public InferenceApp(
            String bootstrapServers, String applicationId, DelayModel model, String features, String predictions) {
        this(bootstrapServers, applicationId, model, new JsonFlights(), features, predictions);
    }

    InferenceApp(
            String bootstrapServers,
            String applicationId,
            DelayModel model,
            FlightFormat format,
            String features,
            String predictions) {
        app = new StreamsApp(
                bootstrapServers, applicationId, InferenceTopology.build(model, format, features, predictions, counts));
    }

    /**
     * Starts and returns when it runs.
     *
     * @throws IllegalStateException if it does not run within 30 seconds
     */
    public void start() {
        app.start();
    }

    /** Waits until the app has stopped, whoever stopped it. */
    public void awaitEnd() throws InterruptedException {
        app.awaitEnd();
    }

    /** How many records gave a prediction since the start. */
    public long scored() {
        return counts.scored().sum();
    }

    /** How many records gave none since the start, since their value is no flight. */
    public long unreadable() {
        return counts.unreadable().sum();
    }

    /** Stops, keeps the topics and deletes the local state. */
    @Override
    public void close() {
        app.close();
    }
}
