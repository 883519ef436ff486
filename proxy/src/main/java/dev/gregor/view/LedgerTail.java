package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger, which may be as busy as the traffic: only while somebody looks at it, and from 20,000 events of each partition before its
 * end. Safe for use from many threads.
 */
final class LedgerTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerTail.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BACK = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Application application;
    private final ToLongFunction<String> window;
    private final Consumer<JsonNode> onEvent;
    private final BiConsumer<String, FaultWindow> onFault;
    private final Map<String, FaultCounts> counts = new HashMap<>();
    private @Nullable Tail tail;

    /**
     * Follows nothing yet.
     *
     * @param window the length of the windows of an experiment, in milliseconds
     * @param onEvent is told of each event
     * @param onFault is told of each window that a fault was added to, with its experiment
     */
    LedgerTail(
            Application application,
            ToLongFunction<String> window,
            Consumer<JsonNode> onEvent,
            BiConsumer<String, FaultWindow> onFault) {
        this.application = application;
        this.window = window;
        this.onEvent = onEvent;
        this.onFault = onFault;
    }

    /** Begins to follow, unless it does already. */
    synchronized void open() {
        if (tail == null) {
            counts.clear();
            tail = Tail.follow(application, "ledger-tail", Map.of(application.ledgerTopic(), BACK), this::take);
        }
    }

    /** Waits a while until all is read that was there when it was opened. */
    void awaitCaughtUp() {
        Tail open;
        synchronized (this) {
            open = tail;
        }
        if (open != null && !open.awaitCaughtUp(PATIENCE)) {
            LOG.debug("The ledger is long, and still read");
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null
                    && JSON.readTree(record.value()) instanceof ObjectNode event
                    && !event.path("type").asText().equals("revision")) {
                event.put("at", record.timestamp());
                onEvent.accept(event);
                if (event.path("type").asText().equals("fault")) {
                    count(
                            event.path("experiment").asText(),
                            event.path("timestamp").asLong());
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}-{}@{} was passed over, since it cannot be read: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private synchronized void count(String experiment, long timestamp) {
        long length = window.applyAsLong(experiment);
        FaultCounts now = counts.get(experiment);
        if (now == null || now.length() != length) {
            now = new FaultCounts(length);
            counts.put(experiment, now);
        }
        onFault.accept(experiment, now.count(timestamp));
    }

    /** The faults of an experiment over time, as far back as was read. */
    synchronized List<FaultWindow> faults(String experiment) {
        FaultCounts found = counts.get(experiment);
        return found == null ? List.of() : found.all();
    }

    @Override
    public void close() {
        Tail open;
        synchronized (this) {
            open = tail;
            tail = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
