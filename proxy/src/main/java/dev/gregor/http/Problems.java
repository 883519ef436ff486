package dev.gregor.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.runtime.CannotSwitch;
import dev.gregor.runtime.ClusterUnreachable;
import dev.gregor.runtime.UnknownExperiment;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request is answered that failed: {@code application/problem+json} (RFC 9457) with one sentence, and never a stack trace. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String NOTHING_HERE = "There is nothing at this path.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Problems() {}

    static void handle(RoutesConfig routes) {
        routes.exception(Refusal.class, (e, context) -> answer(context, e.status(), e.getMessage()));
        routes.exception(UnknownExperiment.class, (e, context) -> answer(context, 404, e.getMessage()));
        routes.exception(CannotSwitch.class, (e, context) -> answer(context, 409, e.getMessage()));
        routes.exception(ClusterUnreachable.class, (e, context) -> answer(context, 503, e.getMessage()));
        routes.exception(
                KafkaException.class,
                (e, context) -> answer(context, 503, "The Kafka cluster does not answer: " + e.getMessage()));
        routes.exception(RejectedExecutionException.class, (e, context) -> answer(context, 503, e.getMessage()));
        routes.exception(NotFoundResponse.class, (e, context) -> answer(context, 404, NOTHING_HERE));
        routes.exception(HttpResponseException.class, (e, context) -> answer(context, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("A request of {} {} failed, which is a defect of Gregor", context.method(), context.path(), e);
            answer(context, 500, "This is a defect of Gregor; its log says more.");
        });
        routes.error(404, context -> {
            if (!HttpStatus.forStatus(404).equals(context.status()) || !isProblem(context)) {
                answer(context, 404, NOTHING_HERE);
            }
        });
    }

    private static boolean isProblem(Context context) {
        String type = context.res().getContentType();
        return type != null && type.startsWith("application/problem+json");
    }

    private static void answer(Context context, int status, @Nullable String detail) {
        if (context.res().isCommitted()) {
            return;
        }
        if (status == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        ObjectNode problem = JSON.createObjectNode()
                .put("title", HttpStatus.forStatus(status).getMessage())
                .put("status", status)
                .put("detail", detail);
        context.status(status).contentType("application/problem+json").result(problem.toString());
    }
}
