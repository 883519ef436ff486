package dev.gregor.runtime;

/** Thrown where the Kafka cluster does not answer, or does not let us in. */
public final class ClusterUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
