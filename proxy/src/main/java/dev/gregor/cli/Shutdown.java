package dev.gregor.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clean stop on SIGTERM and SIGINT: what is open is closed, and the process ends with 0, since it did what it was told. Once
 * closed itself, signals end the process as usual.
 */
final class Shutdown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Thread hook;

    private Shutdown(Thread hook) {
        this.hook = hook;
    }

    /** Closes the resources, in this order, when a signal comes. */
    static Shutdown closing(AutoCloseable... resources) {
        Thread hook = new Thread(() -> stop(resources), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Shutdown(hook);
    }

    private static void stop(AutoCloseable... resources) {
        LOG.info("Gregor stops");
        int exitCode = ExitCode.DONE;
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.error("{} did not close", resource.getClass().getSimpleName(), e);
                exitCode = ExitCode.FAIL;
            }
        }
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("A signal came first; its hook ends the process", e);
        }
    }
}
