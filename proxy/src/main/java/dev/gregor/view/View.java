package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Schedule;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.injection.Revision;
import dev.gregor.runtime.DaemonThreads;
import dev.gregor.runtime.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the instances of one application do, as seen from one of them. Safe for use from many threads. */
public final class View implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long DEFAULT_WINDOW = Duration.ofMinutes(1).toMillis();

    /** So far back the divergence is read at the start: some hours of a busy experiment. */
    private static final long DIVERGENCE_BACK = 50_000;

    private final Supplier<Revision> live;
    private final Proxy proxy;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Figures figures;
    private final LedgerTail ledger;
    private final Tail tail;
    private final LedgerPages pages;
    private final ScheduledExecutorService idle =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("view-idle"));
    private volatile long lookedAt = System.nanoTime();

    /**
     * Begins to look, also for the metrics of the proxy.
     *
     * @param live the configuration as its file has it
     */
    public static View of(Proxy proxy, Supplier<Revision> live) {
        View view = new View(proxy, live);
        proxy.measure(new ViewMeters(view.figures, live, proxy::switches));
        return view;
    }

    private View(Proxy proxy, Supplier<Revision> live) {
        Application application = proxy.application();
        this.proxy = proxy;
        this.live = live;
        this.figures = new Figures(
                application,
                (experiment, value) ->
                        subscriptions.forEach(each -> each.value(experiment, DivergenceValues.key(value), value)));
        this.ledger = new LedgerTail(
                application,
                this::window,
                event -> subscriptions.forEach(each -> each.ledger(event)),
                (experiment, window) -> subscriptions.forEach(each -> each.fault(experiment, window)));
        this.pages = new LedgerPages(application);
        this.tail = Tail.follow(
                application,
                "view",
                Map.of(
                        application.countsTopic(),
                        Long.MAX_VALUE,
                        application.verdictsTopic(),
                        Long.MAX_VALUE,
                        application.divergenceTopic(),
                        DIVERGENCE_BACK),
                figures::take);
        var unused = idle.scheduleWithFixedDelay(this::closeIdle, 5, 5, TimeUnit.SECONDS);
    }

    /** Under the lock that a new subscriber takes too, whose ledger would be closed otherwise. */
    private synchronized void closeIdle() {
        if (subscriptions.isEmpty() && System.nanoTime() - lookedAt > IDLE.toNanos()) {
            ledger.close();
        }
    }

    /** All experiments of the configuration, in the order of the file, as they stand now. */
    public List<ExperimentView> experiments() {
        GregorConfig config = live.get().config();
        return config.experiments().stream().map(each -> view(each, config)).toList();
    }

    /** One experiment as it stands now; empty if the configuration has none of this name. */
    public Optional<ExperimentView> experiment(String name) {
        return experiments().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private ExperimentView view(Experiment experiment, GregorConfig config) {
        return ExperimentView.of(
                experiment,
                config,
                proxy.switches(),
                figures.counts(experiment.name()),
                figures.verdict(experiment.name()).orElse(null),
                time(experiment));
    }

    private @Nullable Long time(Experiment experiment) {
        return experiment.schedule().clock() == Schedule.Clock.WALL
                ? Long.valueOf(System.currentTimeMillis())
                : figures.latestEnd(experiment.name()).orElse(null);
    }

    /** The halt of everything; null if there is none. */
    public @Nullable SwitchView halted() {
        return proxy.switches().all().map(SwitchView::of).orElse(null);
    }

    /** The switches in force, that of everything first. */
    public List<SwitchView> switches() {
        Map<String, ControlEvent> all = new LinkedHashMap<>();
        proxy.switches().all().ifPresent(halt -> all.put(ControlEvent.ALL, halt));
        all.putAll(proxy.switches().each());
        return all.values().stream().map(SwitchView::of).toList();
    }

    /** Who switched what, the latest first. */
    public List<SwitchView> audit() {
        return proxy.audit().stream().map(SwitchView::of).toList();
    }

    /** The last verdict events by experiment, as they stand in their topic. */
    public Map<String, JsonNode> verdicts() {
        return figures.verdictEvents();
    }

    /** The last values of the divergence of an experiment, as they stand in their topic. */
    public List<JsonNode> divergence(String experiment) {
        return figures.divergence(experiment);
    }

    /** The length of the windows of an experiment, in milliseconds. */
    public long window(String experiment) {
        return live.get().config().experiments().stream()
                .filter(each -> each.name().equals(experiment) && each.measure() != null)
                .map(Experiment::measure)
                .mapToLong(measure -> measure.window().toMillis())
                .findFirst()
                .orElse(DEFAULT_WINDOW);
    }

    /** The faults of an experiment over event time: of the last 20,000 events of each partition of the ledger, and of all since somebody looks. */
    public List<FaultWindow> faults(String experiment) {
        look();
        ledger.awaitCaughtUp();
        return ledger.faults(experiment);
    }

    /** Pages of the ledger. */
    public LedgerPages ledger() {
        return pages;
    }

    /** Tells what changes from now on, until it is closed. */
    public Subscription subscribe() {
        look();
        // what is read meanwhile is no news
        ledger.awaitCaughtUp();
        Subscription subscription = new Subscription(this::end);
        subscriptions.add(subscription);
        return subscription;
    }

    private synchronized void look() {
        lookedAt = System.nanoTime();
        ledger.open();
    }

    private void end(Subscription subscription) {
        lookedAt = System.nanoTime();
        subscriptions.remove(subscription);
    }

    @Override
    public void close() {
        idle.shutdownNow();
        tail.close();
        ledger.close();
    }
}
