package dev.gregor.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that is alone, starts fast and is thrown away. */
final class BrokerSettings {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    static final String CLIENTS = "CLIENTS";

    private BrokerSettings() {}

    static Map<String, String> of(Path logs, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        alone(settings, logs, controllerPort);
        internalTopics(settings);
        small(settings);
        keepWhatIsOld(settings);
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // What a client that was killed leaves open is given up soon after its time-out, and not ten seconds later.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return settings;
    }

    private static void alone(Map<String, String> settings, Path logs, int controllerPort) {
        settings.put("node.id", Integer.toString(NODE));
        settings.put("process.roles", "broker,controller");
        settings.put("log.dirs", logs.toString());
        settings.put("listeners", CLIENTS + "://127.0.0.1:0," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    }

    private static void internalTopics(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /**
     * The flights are of 2001: by age they would be deleted at once, and a topic would begin a new file for each week of them. A
     * topic with a retention of its own, as Kafka Streams gives to window stores, is kept by looking for what is too old only once, at the start.
     */
    private static void keepWhatIsOld(Map<String, String> settings) {
        settings.put("log.retention.ms", "-1");
        settings.put("log.roll.ms", Long.toString(Duration.ofDays(3650).toMillis()));
        settings.put("log.initial.task.delay.ms", "0");
        settings.put(
                "log.retention.check.interval.ms",
                Long.toString(Duration.ofDays(3650).toMillis()));
        // Topics that are deleted make room for those of the next run.
        settings.put("log.segment.delete.delay.ms", "1000");
    }

    /** Buffers and files that Kafka sizes for servers, sized for a laptop. */
    private static void small(Map<String, String> settings) {
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("offsets.topic.segment.bytes", "16777216");
        settings.put("transaction.state.log.segment.bytes", "16777216");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
    }
}
