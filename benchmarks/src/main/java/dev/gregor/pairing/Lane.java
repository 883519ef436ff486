package dev.gregor.pairing;

import java.nio.file.Path;

/** One way of pairing and measuring, as an application on the broker. */
interface Lane {
    /** A name for people. */
    String name();

    /**
     * Starts the application on all outputs, and does not wait for it.
     *
     * @param id the application id, which its topics begin with
     * @param threads stream threads
     */
    Running start(String bootstrapServers, String id, Path stateDir, int threads);

    /** An application at work. */
    interface Running extends AutoCloseable {
        /** Whether it processes records. */
        boolean isReady();

        /** What it has counted; to be called by one thread. */
        Counted counted();

        @Override
        void close();
    }
}
