package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.divergence.DivergenceTopology;
import dev.gregor.injection.InjectionTopology;
import dev.gregor.injection.Revision;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both topologies at work on one cluster: the injection, and beside it the divergence where anything is measured. */
public final class Proxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);
    private static final Duration CLOSING = Duration.ofSeconds(30);

    /** How soon Kafka's meters of a partition that was just assigned are shown. */
    private static final Duration NEW_METERS = Duration.ofSeconds(5);

    private final Meters meters;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final List<KafkaStreams> applications = new ArrayList<>();
    private final List<KafkaStreamsMetrics> binders = new ArrayList<>();
    private final ScheduledExecutorService binding =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("new-meters"));
    private final CountDownLatch failed = new CountDownLatch(1);
    private final ControlTopic control;
    private final Switched inForce;
    private final Application application;
    private volatile boolean refused;

    private Proxy(Supplier<Revision> live, Meters meters, ControlTopic control) {
        this.control = control;
        this.inForce = new Switched(live, control::switches);
        this.application = live.get().config().application();
        this.meters = meters;
    }

    /**
     * Starts the proxy, with the schema registry that the configuration names.
     *
     * @param live the configuration in force; routes and application are taken from it once
     * @throws UnfitTopics if the topics of the cluster do not fit the routes
     * @throws ClusterUnreachable if the cluster does not answer, or does not allow what is needed
     * @throws UnusableSettings if the client of the registry, or the exporter of metrics, cannot work with its settings
     */
    public static Proxy start(Supplier<Revision> live) {
        return start(live, Codecs.of(live.get().config().application()));
    }

    /** As {@link #start(Supplier)}, with codecs on a schema registry of the caller's choice. */
    public static Proxy start(Supplier<Revision> live, Codecs codecs) {
        GregorConfig config = live.get().config();
        Map<Route, Integer> partitions = new HashMap<>();
        Map<String, Integer> outputs = new HashMap<>();
        try (Cluster cluster = Cluster.connect(config.application())) {
            cluster.checkRights(config);
            cluster.checkTopics(config);
            if (cluster.createOwnTopics(config)) {
                cluster.checkRights(config);
            }
            config.routes()
                    .values()
                    .forEach(route -> partitions.put(
                            route, cluster.partitions(route.from()).orElse(1)));
            Stream.concat(
                            DivergenceTopology.outputTopics(config).stream(),
                            Stream.of(config.application().ledgerTopic().value()))
                    .forEach(topic -> outputs.put(
                            topic, cluster.partitions(new TopicName(topic)).orElse(1)));
        }
        Meters meters = Meters.of(config.application());
        Proxy proxy = new Proxy(
                live,
                meters,
                ControlTopic.follow(config.application(), () -> live.get().config(), System::currentTimeMillis));
        try {
            proxy.run(codecs, route -> partitions.getOrDefault(route, 1), topic -> outputs.getOrDefault(topic, 1));
            return proxy;
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    private void run(Codecs codecs, ToIntFunction<Route> partitions, ToIntFunction<String> outputPartitions) {
        MeterRegistry registry = meters.registry();
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new ExperimentMeters(inForce).bindTo(registry);
        GregorConfig config = inForce.get().config();
        Topology injection = InjectionTopology.build(
                config,
                inForce,
                codecs::of,
                () -> new LogHistory(application.kafka()),
                partitions,
                new Instruments(registry));
        start("injection", new KafkaStreams(injection, StreamsSettings.injection(application), new InjectionClients()));
        if (!DivergenceTopology.outputTopics(config).isEmpty()) {
            Topology divergence = DivergenceTopology.build(
                    inForce::measured, format -> codecs.of(format, application.verdictsTopic()), outputPartitions);
            start("divergence", new KafkaStreams(divergence, StreamsSettings.divergence(application)));
        }
    }

    private void start(String name, KafkaStreams streams) {
        streams.setUncaughtExceptionHandler(e -> onUncaught(name, e));
        streams.setStateListener((now, before) -> onState(name, now));
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(streams, Tags.empty(), binding, NEW_METERS);
        binder.bindTo(meters.registry());
        applications.add(streams);
        binders.add(binder);
        streams.start();
    }

    private StreamThreadExceptionResponse onUncaught(String name, Throwable failure) {
        if (failure instanceof MissingSourceTopicException) {
            LOG.error("The {} topology stops: a topic that it reads is gone: {}", name, failure.getMessage());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (ClusterFailure.isRefusal(failure)) {
            refused = true;
            LOG.error(
                    "The {} topology stops: {}",
                    name,
                    ClusterFailure.inWords(failure).orElse("the cluster refuses"));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("A thread of the {} topology failed and is replaced; nothing is lost", name, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void onState(String name, KafkaStreams.State state) {
        LOG.debug("The {} topology is {}", name, state);
        if (state == KafkaStreams.State.ERROR) {
            failed.countDown();
        }
    }

    /** Whether all topologies process records. */
    public boolean isReady() {
        return applications.stream().allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING);
    }

    /** Whether no topology has failed for good, and switches are heard of. */
    public boolean isHealthy() {
        return control.isHeard()
                && applications.stream()
                        .map(KafkaStreams::state)
                        .noneMatch(state -> state == KafkaStreams.State.ERROR || state.hasCompletedShutdown());
    }

    /** The configuration in force, with all switches applied. */
    public Revision inForce() {
        return inForce.get();
    }

    /** The id of the revision in force, with all switches applied. */
    public String revision() {
        return inForce.get().id();
    }

    /** The configuration in force, with all switches applied, as YAML without its part {@code application}. */
    public String excerpt() {
        return inForce.get().excerpt();
    }

    /** The switches in force. */
    public Switches switches() {
        return control.switches();
    }

    /** Who switched what, the latest first: the last 200 that the control topic holds. */
    public List<ControlEvent> audit() {
        return control.audit();
    }

    /** Turns switches, for all instances. */
    public Switchboard board() {
        return control.board();
    }

    /** The application; it does not change while the proxy runs. */
    public Application application() {
        return application;
    }

    /** Adds meters to those that are scraped and pushed. */
    public void measure(MeterBinder meter) {
        meter.bindTo(meters.registry());
    }

    /** The meters in the text format of Prometheus. */
    public String scrape() {
        return meters.scrape();
    }

    /** Waits until a topology has failed for good; tells whether it was because the cluster does not let us in any more. */
    public boolean awaitFailure() throws InterruptedException {
        failed.await();
        return refused;
    }

    /**
     * Stops both topologies at once, and leaves their groups, so that whoever starts next need not wait for us to be missed. A static
     * member stays in them: it is soon back, and finds its partitions and their state.
     */
    @Override
    public void close() {
        CloseOptions.GroupMembershipOperation membership = StreamsSettings.isStaticMember(application)
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
        applications.parallelStream()
                .forEach(streams ->
                        streams.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(membership)));
        control.close();
        binding.shutdownNow();
        binders.forEach(KafkaStreamsMetrics::close);
        collections.close();
        meters.close();
    }
}
