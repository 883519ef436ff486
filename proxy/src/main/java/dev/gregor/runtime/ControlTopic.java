package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.divergence.ControlEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switches of all instances, as the control topic has them. It is read from its beginning before the first record is processed, so that a
 * switch outlives every restart, and followed from then on. An experiment that asks for a heartbeat of its measurement is halted, for all
 * instances, when none was heard of for that long ({@link Heartbeats}).
 */
final class ControlTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long TELL_AGAIN = Duration.ofSeconds(1).toMillis();

    private final Supplier<GregorConfig> config;
    private final LongSupplier clock;
    private final ControlLog log;
    private final Switchboard board;
    private final Heartbeats heartbeats = new Heartbeats();

    /** Halts that hold here, and that other instances are still to be told of. */
    private final Map<String, ControlEvent> untold = new ConcurrentHashMap<>();

    private final ScheduledExecutorService teller =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("control-halts"));
    private final Thread reader = new Thread(this::follow, "control-topic");
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Reads the topic up to its end, and goes on reading it.
     *
     * @param config the configuration as its file has it, without any switch
     * @param clock the wall clock in epoch milliseconds
     */
    static ControlTopic follow(Application application, Supplier<GregorConfig> config, LongSupplier clock) {
        ControlLog log = new ControlLog(application);
        log.catchUp();
        ControlTopic topic = new ControlTopic(application, config, clock, log);
        var unused =
                topic.teller.scheduleWithFixedDelay(topic::tellHalts, TELL_AGAIN, TELL_AGAIN, TimeUnit.MILLISECONDS);
        topic.reader.setDaemon(true);
        topic.reader.start();
        return topic;
    }

    private ControlTopic(Application application, Supplier<GregorConfig> config, LongSupplier clock, ControlLog log) {
        this.config = config;
        this.clock = clock;
        this.log = log;
        this.board = new Switchboard(application, () -> config.get().experiments(), log::switches, clock);
    }

    /** The switches in force. The same object as before as long as they are the same. */
    Switches switches() {
        return log.switches();
    }

    /** Who switched what, the latest first. */
    List<ControlEvent> audit() {
        return log.audit();
    }

    /** Turns switches, for all instances. */
    Switchboard board() {
        return board;
    }

    /** Whether switches are still heard of. */
    boolean isHeard() {
        return reader.isAlive();
    }

    private void follow() {
        while (closed.getCount() > 0) {
            try {
                log.read(beat -> heartbeats.heard(beat.experiment(), clock.getAsLong()));
                listenForHeartbeats();
            } catch (KafkaException e) {
                // What is halted stays halted; a heartbeat that is not heard halts by itself.
                LOG.warn("The control topic could not be read, and is tried again: {}", e.getMessage());
                pause();
            }
        }
        log.close();
    }

    private void pause() {
        try {
            boolean isClosed = closed.await(TELL_AGAIN, TimeUnit.MILLISECONDS);
            LOG.debug("Closed meanwhile: {}", isClosed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenForHeartbeats() {
        long now = clock.getAsLong();
        for (Experiment experiment : config.get().experiments()) {
            if (log.switches().isOn(experiment)) {
                heartbeats
                        .silence(experiment, now)
                        .ifPresent(silence -> halt(new ControlEvent(
                                experiment.name(), ControlEvent.Action.HALT, "heartbeat", silence, now)));
            } else {
                heartbeats.forget(experiment.name());
            }
        }
    }

    /** Halts here at once, and then everywhere: by another thread, since this one has to hear of other halts. */
    private void halt(ControlEvent event) {
        log.turn(event);
        untold.put(event.experiment(), event);
        teller.execute(this::tellHalts);
    }

    private void tellHalts() {
        untold.forEach((experiment, event) -> {
            boolean stillHolds =
                    log.switches().of(experiment).filter(event::equals).isPresent();
            if (!stillHolds || tell(event)) {
                untold.remove(experiment, event);
            }
        });
    }

    private boolean tell(ControlEvent event) {
        try {
            board.write(event);
            return true;
        } catch (ClusterUnreachable e) {
            LOG.error(
                    "The halt of {} holds here, but could not be told to other instances, and is tried again: {}",
                    event.experiment(),
                    e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        teller.shutdown();
        board.close();
    }
}
