package dev.gregor.containers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Skips the tests of a class where no container engine answers, and says so in one line. */
public final class NeedsEngine implements ExecutionCondition {
    private static final ConditionEvaluationResult ANSWER = ask();

    private static ConditionEvaluationResult ask() {
        // It tells at length of each place where it found no engine.
        if (LoggerFactory.getLogger("org.testcontainers") instanceof Logger testcontainers) {
            testcontainers.setLevel(Level.OFF);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("a container engine answers");
        }
        String why = "SKIPPED: the container tests, since no Docker engine was found; start one, or run .ci/containers";
        System.err.println(why);
        return ConditionEvaluationResult.disabled(why);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return ANSWER;
    }
}
