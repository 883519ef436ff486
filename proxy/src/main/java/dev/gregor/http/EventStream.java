package dev.gregor.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.runtime.DaemonThreads;
import dev.gregor.view.Changes;
import dev.gregor.view.FaultWindow;
import dev.gregor.view.Subscription;
import dev.gregor.view.View;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: what changes, four times a second at most, to 32 listeners at most. One that does not read keeps only itself waiting.
 */
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_LISTENERS = 32;
    private static final long EVERY_MILLIS = 250;
    private static final int TICKS_OF_EXPERIMENTS = 2;
    private static final int TICKS_OF_SILENCE = 60;

    private final View view;
    private final Supplier<String> experiments;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("events-clock"));
    private final ExecutorService writers = Executors.newCachedThreadPool(DaemonThreads.named("events"));
    private volatile String lastExperiments = "";
    private int ticks;

    /**
     * Begins to look for changes as soon as anybody listens.
     *
     * @param experiments the answer on all experiments, as JSON
     */
    EventStream(View view, Supplier<String> experiments) {
        this.view = view;
        this.experiments = experiments;
        var unused = clock.scheduleWithFixedDelay(this::tickOnce, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Lets a request pass that can read events; Javalin answers any other with nothing.
     *
     * @throws Refusal if it cannot
     */
    static void checkAccepted(Context context) {
        String accepted = context.header("Accept");
        if (accepted == null || !accepted.contains("text/event-stream")) {
            throw new Refusal(
                    406, "This is a stream of server-sent events; expected the header 'Accept: text/event-stream'.");
        }
    }

    /**
     * Adds a listener, until it goes.
     *
     * @throws Refusal if there are too many
     */
    void listen(SseClient client) {
        if (count.incrementAndGet() > MOST_LISTENERS) {
            count.decrementAndGet();
            client.sendEvent("refused", "{\"detail\":\"More than " + MOST_LISTENERS + " pages listen already.\"}");
            client.close();
            return;
        }
        Listener listener;
        try {
            listener = new Listener(client, view.subscribe());
        } catch (RuntimeException e) {
            count.decrementAndGet();
            throw e;
        }
        client.onClose(() -> {
            if (listeners.remove(listener)) {
                listener.subscription.close();
                count.decrementAndGet();
            }
        });
        listeners.add(listener);
        client.keepAlive();
    }

    /** One that fails must not be the last. */
    private void tickOnce() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("The console was not told of changes this time, which is a defect of Gregor", e);
        }
    }

    private void tick() {
        if (listeners.isEmpty()) {
            // what was true when the last one went is nothing to tell the next
            lastExperiments = "";
            return;
        }
        ticks++;
        if (ticks % TICKS_OF_EXPERIMENTS == 0) {
            lastExperiments = experiments.get();
        }
        listeners.forEach(listener -> {
            if (listener.isWriting.compareAndSet(false, true)) {
                writers.execute(() -> write(listener));
            }
        });
    }

    private void write(Listener listener) {
        try {
            listener.write(lastExperiments);
        } finally {
            listener.isWriting.set(false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        listeners.forEach(each -> each.client.close());
        writers.shutdownNow();
    }

    record LedgerEvents(List<JsonNode> events) {}

    record DivergenceEvents(String experiment, List<JsonNode> values, List<FaultWindow> faults) {}

    private static final class Listener {
        private final SseClient client;
        private final Subscription subscription;
        private final AtomicBoolean isWriting = new AtomicBoolean();
        private String told = "";
        private int silent;

        Listener(SseClient client, Subscription subscription) {
            this.client = client;
            this.subscription = subscription;
        }

        private void write(String experiments) {
            Changes changes = subscription.drain();
            silent++;
            if (!experiments.equals(told) && !experiments.isEmpty()) {
                told = experiments;
                send("experiments", experiments);
            }
            if (!changes.ledger().isEmpty()) {
                send("ledger", Api.json(new LedgerEvents(changes.ledger())));
            }
            changes.experiments()
                    .forEach((experiment, changed) -> send(
                            "divergence",
                            Api.json(new DivergenceEvents(experiment, changed.values(), changed.faults()))));
            if (silent >= TICKS_OF_SILENCE) {
                silent = 0;
                if (!client.terminated()) {
                    client.sendComment("keep-alive");
                }
            }
        }

        private void send(String event, String json) {
            silent = 0;
            if (!client.terminated()) {
                client.sendEvent(event, json);
            }
        }
    }
}
