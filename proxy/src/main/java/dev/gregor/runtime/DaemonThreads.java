package dev.gregor.runtime;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the program from ending. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Makes threads of one name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
