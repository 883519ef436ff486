package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Word;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.divergence.ControlEvent.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns switches, for all instances: it writes them to the control topic, each together with what the audit keeps of it, and returns when the
 * cluster has them on all replicas in sync. Safe for use from many threads.
 */
public final class Switchboard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Application application;
    private final Supplier<List<Experiment>> experiments;
    private final Supplier<Switches> switches;
    private final LongSupplier clock;
    private @Nullable Producer<String, byte[]> producer;

    /**
     * A board for who does not run the application: with the switches as they stand now.
     *
     * @throws ClusterUnreachable if the cluster does not answer
     */
    public static Switchboard connect(GregorConfig config) {
        try (Cluster cluster = Cluster.connect(config.application())) {
            cluster.createOwnTopics(config);
        }
        try (ControlLog log = new ControlLog(config.application())) {
            log.catchUp();
            Switches now = log.switches();
            return new Switchboard(config.application(), config::experiments, () -> now, System::currentTimeMillis);
        }
    }

    /**
     * A board that knows of no experiment, but can halt everything: for when the file that declares them cannot be read.
     *
     * @throws ClusterUnreachable if the cluster does not answer
     */
    public static Switchboard connect(Application application) {
        Cluster.connect(application).close();
        return new Switchboard(application, List::of, () -> Switches.NONE, System::currentTimeMillis);
    }

    /** The switches in force; on a board that was {@linkplain #connect connected}, as they stood then. */
    public Switches switches() {
        return switches.get();
    }

    /** What a person may ask for. */
    public enum Request implements Word {
        ENABLE(Action.ENABLE),
        DISABLE(Action.DISABLE),
        HALT(Action.HALT),
        RESET(Action.RESET);

        private final Action action;

        Request(Action action) {
            this.action = action;
        }
    }

    /**
     * A board for one application.
     *
     * @param experiments those that the file declares
     * @param switches those in force
     * @param clock the wall clock in epoch milliseconds
     */
    Switchboard(
            Application application,
            Supplier<List<Experiment>> experiments,
            Supplier<Switches> switches,
            LongSupplier clock) {
        this.application = application;
        this.experiments = experiments;
        this.switches = switches;
        this.clock = clock;
    }

    /**
     * Turns the switch of one experiment.
     *
     * @param by who asks for it
     * @param reason why; may be empty
     * @return what was written
     * @throws UnknownExperiment if the configuration has none of this name
     * @throws CannotSwitch if everything is halted, so that the switch would do nothing
     * @throws ClusterUnreachable if the cluster does not take it within 10 seconds
     */
    public ControlEvent turn(String experiment, Request request, String by, String reason) {
        List<String> names = experiments.get().stream().map(Experiment::name).toList();
        // a switch that is left from an experiment that is gone may be taken back too
        boolean isKnown = names.contains(experiment)
                || (request == Request.RESET && switches.get().of(experiment).isPresent());
        if (!isKnown) {
            throw new UnknownExperiment(experiment, names);
        }
        if (request == Request.ENABLE) {
            switches.get().all().ifPresent(halt -> {
                throw new CannotSwitch("everything is halted, by " + halt.by()
                        + "; take that back first, with 'gregor experiments reset --all', or in the console");
            });
        }
        ControlEvent event = new ControlEvent(experiment, request.action, by, reason, clock.getAsLong());
        write(List.of(event));
        return event;
    }

    /**
     * Halts everything, whatever is declared later too. Each experiment that is on is halted by name as well, so that its verdict says so.
     *
     * @throws ClusterUnreachable if the cluster does not take it within 10 seconds
     */
    public ControlEvent haltAll(String by, String reason) {
        long now = clock.getAsLong();
        ControlEvent all = new ControlEvent(ControlEvent.ALL, Action.HALT, by, reason, now);
        List<ControlEvent> events = new ArrayList<>(List.of(all));
        for (Experiment each : experiments.get()) {
            if (switches.get().isOn(each)) {
                events.add(new ControlEvent(each.name(), Action.HALT, by, reason, now));
            }
        }
        write(events);
        return all;
    }

    /**
     * Takes every switch back, so that the file decides on all experiments.
     *
     * @throws ClusterUnreachable if the cluster does not take it within 10 seconds
     */
    public ControlEvent resetAll(String by, String reason) {
        long now = clock.getAsLong();
        ControlEvent all = new ControlEvent(ControlEvent.ALL, Action.RESET, by, reason, now);
        List<ControlEvent> events = new ArrayList<>();
        switches.get()
                .each()
                .keySet()
                .forEach(name -> events.add(new ControlEvent(name, Action.RESET, by, reason, now)));
        // last: nothing is on before all switches are back
        events.add(all);
        write(events);
        return all;
    }

    void write(ControlEvent event) {
        write(List.of(event));
    }

    private void write(List<ControlEvent> events) {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            List<Future<RecordMetadata>> written = new ArrayList<>();
            for (ControlEvent event : events) {
                byte[] json = event.toJson();
                written.add(send(event.key(), event.action() == Action.RESET ? null : json));
                written.add(send(event.auditKey(), json));
            }
            for (Future<RecordMetadata> each : written) {
                each.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            if (ClusterFailure.isForbidden(e)) {
                throw ClusterFailure.notAllowed(application, "Write on topic '" + application.controlTopic() + "'");
            }
            throw new ClusterUnreachable(
                    "the control topic " + application.controlTopic() + " did not take the switch: " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnreachable("interrupted before the switch was written", e);
        }
    }

    /** One that fails at once, since the cluster is away, fails all: each of the others would wait as long. */
    private Future<RecordMetadata> send(String key, byte @Nullable [] value)
            throws ExecutionException, InterruptedException {
        Future<RecordMetadata> sent =
                producer().send(new ProducerRecord<>(application.controlTopic().value(), key, value));
        if (sent.isDone()) {
            sent.get();
        }
        return sent;
    }

    /** Made when first needed: most instances never switch anything. */
    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> properties = new HashMap<>(application.kafka());
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
            properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
            producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(PATIENCE);
        }
    }
}
