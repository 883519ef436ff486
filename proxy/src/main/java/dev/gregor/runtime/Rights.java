package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.divergence.DivergenceTopology;
import dev.gregor.fault.Fault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The rights that the proxy needs on a cluster, which is asked for them before anything starts, so that all that are missing are told at once.
 * The right to create topics is not asked for: it is needed once, and who creates the topics beforehand need not grant it.
 */
final class Rights {
    private static final long PATIENCE_SECONDS = 15;

    private final Admin admin;
    private final GregorConfig config;
    private final Application application;

    Rights(Admin admin, GregorConfig config) {
        this.admin = admin;
        this.config = config;
        this.application = config.application();
    }

    /** What is missing, in words; empty where all is there, or the cluster tells nothing of rights. */
    List<String> missing() {
        Map<String, Set<AclOperation>> missing = new LinkedHashMap<>();
        topics().forEach((topic, needed) -> {
            Set<AclOperation> absent = absent(topic, needed);
            if (!absent.isEmpty()) {
                missing.computeIfAbsent(subject(topic), each -> EnumSet.noneOf(AclOperation.class))
                        .addAll(absent);
            }
        });
        for (String group : groups()) {
            if (lacksGroup(group)) {
                missing.put("group '" + group + "'", EnumSet.of(AclOperation.READ));
            }
        }
        if (lacksTransactions()) {
            missing.put("transactional ids that begin with '" + application.id() + "'", EnumSet.of(AclOperation.WRITE));
        }
        return missing.entrySet().stream()
                .map(each -> words(each.getValue()) + " on " + each.getKey())
                .toList();
    }

    private String subject(String topic) {
        return topic.startsWith(application.id() + ".") || topic.startsWith(application.id() + "-")
                ? "topics that begin with '" + application.id() + "'"
                : "topic '" + topic + "'";
    }

    private static String words(Set<AclOperation> operations) {
        return operations.stream()
                .map(each -> each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }

    private Map<String, Set<AclOperation>> topics() {
        Map<String, Set<AclOperation>> needed = new TreeMap<>();
        for (Route route : config.routes().values()) {
            add(needed, route.from(), AclOperation.READ);
            route.targets().forEach(target -> add(needed, target, AclOperation.WRITE));
        }
        for (Experiment experiment : config.experiments()) {
            for (FaultParameters fault : experiment.faults()) {
                ((Fault) fault).labelTopics().forEach(topic -> add(needed, topic, AclOperation.READ));
            }
        }
        DivergenceTopology.outputTopics(config).forEach(topic -> add(needed, new TopicName(topic), AclOperation.READ));
        List<TopicName> own = List.of(
                application.ledgerTopic(),
                application.countsTopic(),
                application.divergenceTopic(),
                application.verdictsTopic(),
                application.controlTopic());
        own.forEach(topic -> add(needed, topic, AclOperation.READ, AclOperation.WRITE));
        add(needed, application.outcomesTopic(), AclOperation.WRITE);
        if (isMeasured()) {
            // what was read of them is deleted, or they would grow without bounds
            DivergenceTopology.repartitionTopics(application.id())
                    .forEach(topic -> add(
                            needed, new TopicName(topic), AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE));
        }
        return needed;
    }

    private static void add(Map<String, Set<AclOperation>> needed, TopicName topic, AclOperation... operations) {
        needed.computeIfAbsent(topic.value(), each -> EnumSet.noneOf(AclOperation.class))
                .addAll(List.of(operations));
    }

    private boolean isMeasured() {
        return !DivergenceTopology.outputTopics(config).isEmpty();
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>(List.of(application.id()));
        if (isMeasured()) {
            groups.add(DivergenceTopology.applicationId(application.id()));
        }
        return groups;
    }

    /** What is needed and not allowed. A topic that is not there yet has no rights to tell of. */
    private Set<AclOperation> absent(String topic, Set<AclOperation> needed) {
        try {
            TopicDescription description = answer(
                    admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .topicNameValues()
                            .get(topic));
            return description == null ? Set.of() : without(needed, description.authorizedOperations());
        } catch (AuthorizationException e) {
            return needed;
        }
    }

    private boolean lacksGroup(String group) {
        try {
            ConsumerGroupDescription description = answer(admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(group));
            return description != null
                    && !without(EnumSet.of(AclOperation.READ), description.authorizedOperations())
                            .isEmpty();
        } catch (AuthorizationException e) {
            return true;
        }
    }

    private boolean lacksTransactions() {
        String guarantee = application
                .streams()
                .getOrDefault(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        if (!guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)) {
            return false;
        }
        String any = application.id() + "-rights";
        try {
            answer(admin.describeTransactions(List.of(any)).description(any));
            return false;
        } catch (AuthorizationException e) {
            return true;
        }
    }

    private static Set<AclOperation> without(Set<AclOperation> needed, @Nullable Set<AclOperation> allowed) {
        if (allowed == null || allowed.isEmpty()) {
            return Set.of();
        }
        Set<AclOperation> absent = EnumSet.copyOf(needed);
        absent.removeAll(allowed);
        return absent;
    }

    /** The answer; null where the cluster says that there is none, or cannot be asked this. */
    private static <T> @Nullable T answer(@Nullable KafkaFuture<T> future) {
        if (future == null) {
            return null;
        }
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException forbidden) {
                throw forbidden;
            }
            return null;
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
