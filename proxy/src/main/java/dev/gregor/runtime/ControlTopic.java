package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.divergence.ControlEvent;
import java.time.Duration;
import java.util.List;
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

    private final Supplier<GregorConfig> config;
    private final LongSupplier clock;
    private final ControlLog log;
    private final Switchboard board;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Thread reader = new Thread(this::follow, "control-topic");
    private volatile boolean closed;

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
        topic.reader.setDaemon(true);
        topic.reader.start();
        return topic;
    }

    private ControlTopic(Application application, Supplier<GregorConfig> config, LongSupplier clock, ControlLog log) {
        this.config = config;
        this.clock = clock;
        this.log = log;
        this.board = new Switchboard(application, config, log::switches, clock);
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

    private void follow() {
        while (!closed) {
            try {
                log.read(beat -> heartbeats.heard(beat.experiment(), clock.getAsLong()));
                listenForHeartbeats();
            } catch (KafkaException e) {
                // What is halted stays halted; a heartbeat that is not heard halts by itself.
                LOG.warn("The control topic could not be read, and is tried again: {}", e.getMessage());
            }
        }
        log.close();
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

    /** Halts here at once, and then everywhere. */
    private void halt(ControlEvent event) {
        log.turn(event);
        try {
            board.write(event);
        } catch (ClusterUnreachable e) {
            LOG.error("The halt of {} holds here, but could not be told to other instances", event.experiment(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        board.close();
    }
}
