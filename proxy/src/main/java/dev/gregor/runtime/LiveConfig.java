package dev.gregor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.ExperimentFolder;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.config.Problem;
import dev.gregor.divergence.DivergenceTopology;
import dev.gregor.injection.Revision;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a file, and of the folder that it names. They are looked at several times a second, by content, so that a file behind a
 * symbolic link that is swapped, as in a Kubernetes ConfigMap, counts as changed too. What is seen twice alike is taken: half of a file that is just
 * being written is not. A change that is valid takes effect at once; an invalid one is refused, and so is one that only a restart could bring.
 */
public final class LiveConfig implements Supplier<Revision>, MeterBinder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(150);

    /** Three seconds of them: then it is no longer a file that is being replaced. */
    private static final int MOST_LOOKS_AT_NOTHING = 20;

    /** As no file has it, since the content of the main file comes first and has no such character. */
    private static final byte[] NEVER_SEEN = {0};

    /** The loader takes no more than 1 MiB of a file, so what comes behind that is not worth looking at. */
    private static final int MOST_BYTES = (1 << 20) + 1;

    private final Path file;
    private final ConfigLoader loader;
    private final ExecutorService looker =
            Executors.newSingleThreadExecutor(DaemonThreads.named("configuration-watch"));
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Set<String> outputTopics;
    private volatile Revision current;
    private volatile ConfigState state;
    private byte[] lastSeen;
    private byte[] lastTaken;
    private int looksAtNothing;

    /**
     * Loads the file and begins to watch it.
     *
     * @throws InvalidConfig if the file cannot be read or is invalid
     */
    public static LiveConfig watch(Path file, ConfigLoader loader) throws InvalidConfig {
        LiveConfig live = new LiveConfig(file, loader);
        live.looker.execute(live::lookForEver);
        return live;
    }

    private LiveConfig(Path file, ConfigLoader loader) throws InvalidConfig {
        this.file = file;
        this.loader = loader;
        Loaded loaded = loader.load(file);
        this.current = Revision.of(loaded);
        this.outputTopics = DivergenceTopology.outputTopics(loaded.config());
        this.state = new ConfigState(file.toString(), loaded.revision(), System.currentTimeMillis(), null, null);
        // Loaded once more when it is first seen: a change in between must not be overlooked.
        this.lastTaken = NEVER_SEEN;
        this.lastSeen = NEVER_SEEN;
    }

    @Override
    public Revision get() {
        return current;
    }

    /** What became of the file and its changes. */
    public ConfigState state() {
        return state;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("gregor.config.reloads", reloads, AtomicLong::get)
                .description("Changes of the configuration that took effect")
                .register(registry);
        FunctionCounter.builder("gregor.config.reload.failures", failures, AtomicLong::get)
                .description("Changes of the configuration that were refused")
                .register(registry);
    }

    /** Looks until the thread is interrupted; a failed look is logged and the next one tries again. */
    private void lookForEver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
                lookOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        try {
            look();
        } catch (InvalidConfig e) {
            e.problems().forEach(problem -> LOG.warn("{}", problem));
            LOG.warn("The changed configuration is refused; revision {} stays in force", current.id());
            refuse(e.problems());
        } catch (RuntimeException e) {
            LOG.error("The changed configuration could not be read; revision {} stays in force", current.id(), e);
            refuse(List.of(new Problem(file.toString(), 0, 0, "could not be read, which is a defect of Gregor: " + e)));
        }
    }

    private void look() throws InvalidConfig {
        byte[] contents = contents();
        boolean isSettled = Arrays.equals(contents, lastSeen);
        lastSeen = contents;
        looksAtNothing = contents.length == 0 ? looksAtNothing + 1 : 0;
        // A file that is just being replaced may be empty or gone for a moment.
        boolean isPassing = contents.length == 0 && looksAtNothing < MOST_LOOKS_AT_NOTHING;
        if (isSettled && !isPassing && !Arrays.equals(contents, lastTaken)) {
            lastTaken = contents;
            adopt(loader.load(file));
        }
    }

    private void refuse(List<Problem> problems) {
        failures.incrementAndGet();
        state = state.refused(new ConfigState.Refusal(System.currentTimeMillis(), problems));
    }

    private void adopt(Loaded loaded) {
        GregorConfig old = current.config();
        GregorConfig changed = loaded.config();
        if (!changed.routes().equals(old.routes()) || !changed.application().equals(old.application())) {
            String what = changed.routes().equals(old.routes()) ? "application" : "routes";
            LOG.warn(
                    "{}: {} changed, which needs a restart; revision {} stays in force, with its experiments too",
                    file,
                    what,
                    current.id());
            failures.incrementAndGet();
            state = state.restart(what + " changed, which needs a restart; nothing of this file is in force before");
            return;
        }
        String restart = unread(changed);
        if (loaded.revision().equals(current.id())) {
            // the file is again as it is in force, so what was wrong with it is over
            state = new ConfigState(state.file(), state.revision(), state.since(), null, restart);
            return;
        }
        current = Revision.of(loaded);
        reloads.incrementAndGet();
        LOG.info("Configuration revision {} is in force", loaded.revision());
        if (restart != null) {
            LOG.warn("{}: faults are injected, but {}", file, restart);
        }
        state = new ConfigState(file.toString(), loaded.revision(), System.currentTimeMillis(), null, restart);
    }

    /** What the measurement, which was built at the start, does not read; null if it reads all. */
    private @Nullable String unread(GregorConfig changed) {
        Set<String> unread = new TreeSet<>(DivergenceTopology.outputTopics(changed));
        unread.removeAll(outputTopics);
        return unread.isEmpty() ? null : unread + " is read and measured only after a restart";
    }

    /** All that the configuration is made of, with the names of its files; empty while its file is gone. */
    private byte[] contents() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            all.writeBytes(bytes(file));
            if (all.size() == 0) {
                return new byte[0];
            }
        } catch (IOException e) {
            return new byte[0];
        }
        ExperimentFolder.of(file, current.config().application()).ifPresent(folder -> {
            try {
                for (Path each : folder.files()) {
                    all.writeBytes(("\0" + each + "\0").getBytes(UTF_8));
                    all.writeBytes(bytes(each));
                }
            } catch (IOException | UncheckedIOException e) {
                // loading says what is wrong
                all.writeBytes(("\0" + e).getBytes(UTF_8));
            }
        });
        return all.toByteArray();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
