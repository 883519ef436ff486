package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Measurement;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the topics of a cluster before the proxy starts, so that what does not fit is said at once and clearly. */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final int PATIENCE_SECONDS = 15;

    private final Admin admin;
    private final Application application;

    /**
     * Connects to the cluster of an application.
     *
     * @throws ClusterUnreachable if it gives no answer within 15 seconds
     */
    public static Cluster connect(Application application) {
        Map<String, Object> properties = new HashMap<>(application.kafka());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_SECONDS * 1000));
        Cluster cluster = new Cluster(create(properties, application), application);
        try {
            cluster.answer(cluster.admin.describeCluster().nodes(), "Describe on the cluster");
            return cluster;
        } catch (ClusterUnreachable e) {
            cluster.admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static Admin create(Map<String, Object> properties, Application application) {
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw ClusterFailure.of(application, e);
        }
    }

    private Cluster(Admin admin, Application application) {
        this.admin = admin;
        this.application = application;
    }

    /**
     * Checks that the cluster lets us do what the proxy does, as far as it tells before it is tried.
     *
     * @throws ClusterUnreachable with all that is not allowed
     */
    public void checkRights(GregorConfig config) {
        List<String> missing = new Rights(admin, config).missing();
        if (!missing.isEmpty()) {
            throw ClusterFailure.notAllowed(application, String.join("; ", missing));
        }
    }

    /**
     * Checks that the topics of all routes and the outputs of all experiments are there and fit each other.
     *
     * @throws UnfitTopics with one line for each topic that is missing or has another number of partitions
     */
    public void checkTopics(GregorConfig config) {
        List<String> problems = new ArrayList<>();
        config.routes().forEach((name, route) -> checkRoute(name, route, problems));
        for (Experiment experiment : config.experiments()) {
            Measurement measure = experiment.measure();
            for (FaultParameters fault : experiment.faults()) {
                ((Fault) fault).labelTopics().forEach(topic -> checkLabels(experiment.name(), topic, problems));
            }
            if (measure != null) {
                measure.topics().forEach(topic -> checkOutput(experiment.name(), topic, problems));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnfitTopics(problems);
        }
    }

    private void checkOutput(String experiment, TopicName output, List<String> problems) {
        if (partitions(output).isEmpty()) {
            problems.add(
                    "experiment " + experiment + ": the topic '" + output + "' does not exist; expected the outputs"
                            + " that are measured there, also while the experiment is off, so that it can be switched on");
        }
    }

    private void checkLabels(String experiment, TopicName topic, List<String> problems) {
        if (partitions(topic).isEmpty()) {
            problems.add("experiment " + experiment + ": the topic '" + topic
                    + "' does not exist; expected the labels that a fault takes from there");
        }
    }

    private void checkRoute(String name, Route route, List<String> problems) {
        Optional<Integer> raw = partitions(route.from());
        if (raw.isEmpty()) {
            problems.add("route " + name + ": the raw topic '" + route.from() + "' does not exist; expected it to be"
                    + " there, with the records that are to be tested");
            return;
        }
        for (TopicName target : route.targets()) {
            Optional<Integer> partitions = partitions(target);
            if (partitions.isEmpty()) {
                problems.add("route " + name + ": the topic '" + target + "' does not exist; create it with "
                        + raw.get() + " partitions, as many as '" + route.from() + "' has");
            } else if (!partitions.get().equals(raw.get())) {
                problems.add("route " + name + ": '" + target + "' has " + partitions.get() + " partitions, but '"
                        + route.from() + "' has " + raw.get()
                        + "; a record keeps its partition number, so expected as many");
            }
        }
    }

    /** Creates the topics of the application's own that are not there yet; tells whether any was missing. */
    public boolean createOwnTopics(GregorConfig config) {
        // who only turns a switch need not be allowed to look at the raw topics
        int most = partitions(application.ledgerTopic()).isPresent() ? 1 : mostPartitions(config);
        Map<TopicName, NewTopic> topics = new LinkedHashMap<>();
        // Event time may lie far back; retention must count from when an event was written.
        topics.put(
                application.ledgerTopic(),
                topic(application.ledgerTopic(), most, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        topics.put(
                application.divergenceTopic(),
                topic(application.divergenceTopic(), 1, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        topics.put(
                application.verdictsTopic(),
                // a later verdict replaces the earlier ones, and the last one is worth keeping
                topic(
                        application.verdictsTopic(),
                        1,
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT));
        topics.put(
                application.countsTopic(),
                topic(
                        application.countsTopic(),
                        1,
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT));
        topics.put(
                application.controlTopic(),
                topic(
                        application.controlTopic(),
                        1,
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT));
        topics.put(
                application.outcomesTopic(),
                topic(application.outcomesTopic(), 1, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        Set<NewTopic> missing = new LinkedHashSet<>();
        topics.forEach((name, topic) -> {
            if (partitions(name).isEmpty()) {
                missing.add(topic);
            }
        });
        admin.createTopics(missing).values().forEach((topic, created) -> {
            try {
                answer(created, "Create on topic '" + topic + "'");
            } catch (TopicExistsException e) {
                LOG.debug("Another instance was faster", e);
            }
        });
        return !missing.isEmpty();
    }

    private int mostPartitions(GregorConfig config) {
        return config.routes().values().stream()
                .map(route -> partitions(route.from()).orElse(1))
                .max(Integer::compare)
                .orElse(1);
    }

    private static NewTopic topic(TopicName name, int partitions, String setting, String value) {
        return new NewTopic(name.value(), Optional.of(partitions), Optional.empty()).configs(Map.of(setting, value));
    }

    /** How many partitions a topic has; empty if there is no such topic. */
    public Optional<Integer> partitions(TopicName topic) {
        try {
            KafkaFuture<Map<String, TopicDescription>> described =
                    admin.describeTopics(List.of(topic.value())).allTopicNames();
            TopicDescription description = answer(
                            described, "Describe, which Read and Write imply, on topic '" + topic + "'")
                    .get(topic.value());
            return Optional.ofNullable(description).map(d -> d.partitions().size());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /** Waits for an answer, for which a right is needed. */
    private <T> T answer(KafkaFuture<T> future, String right) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof TopicExistsException) {
                throw (KafkaException) cause;
            } else if (cause instanceof AuthorizationException) {
                throw ClusterFailure.notAllowed(application, right);
            }
            throw ClusterFailure.of(application, cause == null ? e : cause);
        } catch (TimeoutException e) {
            throw ClusterFailure.of(application, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ClusterFailure.of(application, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
