package dev.gregor.audit;

import dev.gregor.config.Application;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Loaded;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.runtime.Cluster;
import dev.gregor.runtime.ClusterUnreachable;
import dev.gregor.runtime.UnfitTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the raw topics, the outputs and the ledger again, and finds each record that is not as it must be. It changes nothing,
 * and may run beside the proxy: it looks at what was committed when it began.
 */
public final class Audit implements AutoCloseable {
    private final Application application;
    private final GregorConfig config;
    private final Revisions revisions;
    private final Findings findings;
    private final Consumer<String> progress;
    private final List<String> notes = new ArrayList<>();
    private final Scratch scratch = new Scratch();

    /**
     * Audits all routes of a configuration.
     *
     * @param given the configuration, and files of earlier revisions that the ledger does not hold; at least one
     * @param loader for the configurations that the ledger holds
     * @param mostListed how many findings of each kind are listed
     * @param progress is told in words how far it is
     * @throws ClusterUnreachable if the cluster does not answer
     * @throws UnfitTopics if one of the topics is not there
     * @throws CannotAudit if something is missing that the user can give
     */
    public static AuditReport of(List<Loaded> given, ConfigLoader loader, int mostListed, Consumer<String> progress) {
        try (Audit audit = new Audit(given, loader, mostListed, progress)) {
            return audit.run();
        }
    }

    private Audit(List<Loaded> given, ConfigLoader loader, int mostListed, Consumer<String> progress) {
        this.config = given.get(0).config();
        this.application = config.application();
        this.revisions = new Revisions(loader, given);
        this.findings = new Findings(mostListed);
        this.progress = progress;
    }

    private AuditReport run() {
        Map<TopicName, Integer> partitions = partitions();
        Map<String, RouteReader> readers = new LinkedHashMap<>();
        LedgerIndex ledger = new LedgerIndex(scratch, findings, revisions::learn);
        try (Logs logs = new Logs(application)) {
            // Outputs end before the second look at what was processed, and the ledger behind it: so no output lacks
            // its
            // record, and no record its events.
            Map<TopicPartition, Long> before = logs.processed();
            config.routes()
                    .forEach((name, route) -> readers.put(
                            name, RouteReader.open(application, name, route, count(partitions, route.from()), logs)));
            Map<TopicPartition, Long> after = logs.processed();
            boolean isRunning = logs.isRunning();
            progress.accept("reading the ledger");
            try (TopicReader events = new TopicReader(
                    application, application.ledgerTopic(), count(partitions, application.ledgerTopic()))) {
                ledger.addAll(events);
                if (events.isCut()) {
                    notes.add(
                            "the ledger no longer reaches back to its beginning, so that faults of early records may seem"
                                    + " unledgered");
                }
            }
            if (after.isEmpty()) {
                notes.add("the group '" + application.id() + "' has no committed offsets; "
                        + (ledger.events() == 0
                                ? "it has not run yet"
                                : "all records that the raw topics hold are taken for processed"));
            }
            boolean hasRun = !after.isEmpty() || ledger.events() > 0;
            readers.values().forEach(reader -> reader.endAt(before, after, hasRun));
            List<AuditReport.RouteAudit> routes = new ArrayList<>();
            readers.forEach((name, reader) -> routes.add(new RouteCheck(
                            application, reader, revisions, ledger, isRunning, scratch, findings, notes, progress)
                    .run()));
            return new AuditReport(routes, findings.counts(), findings.listed(), List.copyOf(notes));
        } finally {
            readers.values().forEach(RouteReader::close);
        }
    }

    private Map<TopicName, Integer> partitions() {
        Map<TopicName, Integer> partitions = new HashMap<>();
        List<String> problems = new ArrayList<>();
        try (Cluster cluster = Cluster.connect(application)) {
            List<TopicName> topics = new ArrayList<>(List.of(application.ledgerTopic()));
            for (Route route : config.routes().values()) {
                topics.add(route.from());
                topics.addAll(route.targets());
            }
            for (TopicName topic : topics) {
                Optional<Integer> found = cluster.partitions(topic);
                found.ifPresent(count -> partitions.put(topic, count));
                if (found.isEmpty()) {
                    problems.add("the topic '" + topic + "' does not exist; expected it to be audited");
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UnfitTopics(problems);
        }
        return partitions;
    }

    private static int count(Map<TopicName, Integer> partitions, TopicName topic) {
        return partitions.getOrDefault(topic, 1);
    }

    @Override
    public void close() {
        scratch.close();
    }
}
