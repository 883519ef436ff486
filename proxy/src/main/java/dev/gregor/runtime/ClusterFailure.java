package dev.gregor.runtime;

import dev.gregor.config.Application;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Why a cluster did not do what it was asked, in one line that says what to do about it, and without any secret. */
public final class ClusterFailure {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final String LEAST_RIGHTS = "; docs/security.md has the commands that grant it";

    private ClusterFailure() {}

    /** Whether the cluster knows us and does not allow it. */
    static boolean isForbidden(Throwable failure) {
        return find(failure, AuthorizationException.class) != null;
    }

    /** Whether the cluster knows us not, or allows us not: to try again changes nothing. */
    public static boolean isRefusal(Throwable failure) {
        return isForbidden(failure)
                || find(failure, AuthenticationException.class) != null
                || find(failure, SSLException.class) != null;
    }

    /** What a failure of a Kafka client means for its user; empty if it is no matter of the cluster, but a defect. */
    public static Optional<String> inWords(Throwable failure) {
        boolean isOfTheCluster = isRefusal(failure)
                || find(failure, TimeoutException.class) != null
                || find(failure, DisconnectException.class) != null
                || find(failure, NetworkException.class) != null;
        return isOfTheCluster ? Optional.of("the Kafka cluster " + told(failure)) : Optional.empty();
    }

    /** The failure to reach the cluster of an application. */
    static ClusterUnreachable of(Application application, Throwable failure) {
        String cluster = "the Kafka cluster at " + application.kafka().getOrDefault("bootstrap.servers", "");
        return new ClusterUnreachable(application.secrets().hide(cluster + " " + told(failure)), failure);
    }

    /** That an application needs rights that it has not. */
    public static ClusterUnreachable notAllowed(Application application, String rights) {
        return new ClusterUnreachable(
                "the Kafka cluster at " + application.kafka().getOrDefault("bootstrap.servers", "")
                        + " does not allow what Gregor needs: " + rights + LEAST_RIGHTS,
                new ClusterAuthorizationException(rights));
    }

    private static String told(Throwable failure) {
        AuthorizationException forbidden = find(failure, AuthorizationException.class);
        if (forbidden != null) {
            return "does not allow it: " + inOneLine(forbidden) + what(forbidden) + LEAST_RIGHTS;
        } else if (find(failure, SslAuthenticationException.class) != null
                || find(failure, SSLException.class) != null) {
            return "and Gregor do not agree on TLS, the handshake failed: " + rootInOneLine(failure)
                    + "; check ssl.truststore.location, ssl.keystore.location and the names in the broker's certificate";
        } else if (find(failure, AuthenticationException.class) != null) {
            return "refuses the login, authentication failed: " + rootInOneLine(failure)
                    + "; check sasl.mechanism and sasl.jaas.config";
        } else if (find(failure, TimeoutException.class) != null
                || find(failure, java.util.concurrent.TimeoutException.class) != null
                || find(failure, DisconnectException.class) != null) {
            return "cannot be reached: " + rootInOneLine(failure)
                    + "; check bootstrap.servers, that security.protocol is that of the listener, and that the cluster is up";
        }
        return "cannot be reached: " + rootInOneLine(failure)
                + "; check application.kafka.bootstrap.servers and the settings beside it";
    }

    /** Which topics, group or transactions it is about, where Kafka's own message does not say. */
    private static String what(AuthorizationException forbidden) {
        if (forbidden instanceof TopicAuthorizationException topics) {
            return named("topic", forbidden, topics.unauthorizedTopics());
        } else if (forbidden instanceof GroupAuthorizationException group && group.groupId() != null) {
            return named("group", forbidden, Set.of(group.groupId()));
        }
        return forbidden instanceof TransactionalIdAuthorizationException
                ? " (transactional ids begin with the application id)"
                : "";
    }

    private static String named(String kind, AuthorizationException forbidden, @Nullable Set<String> names) {
        if (names == null || names.isEmpty() || names.stream().allMatch(inOneLine(forbidden)::contains)) {
            return "";
        }
        return " (" + kind + " "
                + String.join(
                        ", ", names.stream().sorted(Comparator.naturalOrder()).toList()) + ")";
    }

    /** What stands at the bottom of a failure. */
    static String rootInOneLine(Throwable failure) {
        return inOneLine(root(failure));
    }

    private static String inOneLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String line = message.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        // a login module's options that are not understood are quoted, and may be half a password
        return message.contains("JAAS config") ? QUOTED.matcher(line).replaceAll("'...'") : line;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
