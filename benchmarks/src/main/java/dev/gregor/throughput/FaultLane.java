package dev.gregor.throughput;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import dev.gregor.harness.ChildJvm;
import dev.gregor.harness.Topics;
import dev.gregor.runtime.LiveConfig;
import dev.gregor.runtime.Proxy;
import dev.gregor.runtime.TemporaryFolder;
import dev.gregor.view.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * One JVM in which Gregor runs with one file after the other, an application for each: the compiler has most of its work behind it when the next fault's
 * turn comes.
 */
final class FaultLane implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 512;

    private static final String STOPPED = "stopped ";

    private final TemporaryFolder logs;
    private final ErrorLog errors;
    private final ChildJvm jvm;

    FaultLane() throws IOException {
        logs = TemporaryFolder.create("gregor-benchmark-");
        errors = ErrorLog.in(logs.path());
        jvm = ChildJvm.start(
                FaultLane.class.getName(),
                System.getProperty("java.class.path"),
                HEAP_MEGABYTES,
                List.of(),
                List.of(),
                errors.redirect());
    }

    /** The other JVM: runs each file that it is told until it is told anything more, and ends with its standard input. */
    public static void main(String[] arguments) throws IOException, InvalidConfig {
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String file = told.readLine(); file != null; file = told.readLine()) {
            try (LiveConfig live =
                            LiveConfig.watch(Path.of(file), new ConfigLoader(Catalogue.types(), System.getenv()));
                    Proxy proxy = Proxy.start(live);
                    View view = View.of(proxy, live)) {
                proxy.measure(live);
                told.readLine();
            }
            System.out.println(STOPPED + file);
        }
    }

    /** Gregor with one file; its topics go with it. */
    final class Running implements Watched, AutoCloseable {
        private final String id;
        private final TemporaryFolder folder;
        private final Topics topics;
        private final Consumed consumed;
        private final Path config;

        private Running(FlightsCase what, Setting setting, String id) throws IOException {
            this.id = id;
            folder = TemporaryFolder.create("gregor-benchmark-");
            topics = Topics.create(setting.bootstrapServers(), id, what.topics(setting, id));
            consumed = new Consumed(setting.bootstrapServers(), id);
            what.arguments(setting, id, folder.path());
            config = FlightsCase.config(folder.path());
            jvm.tell(config.toString());
        }

        /** The file that it runs with. */
        Path config() {
            return config;
        }

        /**
         * Waits until it has committed more than it has now.
         *
         * @throws IllegalStateException if that does not come about
         */
        Look nextCommit() throws InterruptedException {
            return beyond(consumed.records(), consumed);
        }

        @Override
        public boolean isAlive() {
            return jvm.isAlive();
        }

        @Override
        public double cpuSeconds() {
            return jvm.cpuSeconds();
        }

        @Override
        public IllegalStateException stuck(String how) {
            return errors.failure(id + " " + how);
        }

        /**
         * Stops it, and deletes its topics when it has stopped.
         *
         * @throws IllegalStateException if it does not say that it has
         */
        @Override
        public void close() {
            try {
                jvm.tell("stop");
                String said = jvm.said();
                if (!said.equals(STOPPED + config)) {
                    throw stuck("said '" + said + "' when it was to stop");
                }
            } finally {
                consumed.close();
                topics.close();
                folder.close();
            }
        }
    }

    /** Runs a case, as an application of that id. */
    Running run(FlightsCase what, Setting setting, String id) throws IOException {
        return new Running(what, setting, id);
    }

    @Override
    public void close() throws InterruptedException {
        jvm.close();
        logs.close();
    }
}
