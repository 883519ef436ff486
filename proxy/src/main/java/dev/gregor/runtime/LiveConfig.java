package dev.gregor.runtime;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.divergence.DivergenceTopology;
import dev.gregor.injection.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. Its file is looked at four times a second, by content, so that a file behind a symbolic link
 * that is swapped, as in a Kubernetes ConfigMap, counts as changed too. A change that is valid takes effect at once; an
 * invalid one is refused, and so is one that only a restart could bring.
 */
public final class LiveConfig implements Supplier<Revision>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Path file;
    private final ConfigLoader loader;
    private final ExecutorService looker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "configuration-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Revision current;
    private final Set<String> outputTopics;
    private byte[] lastSeen;

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
        // Read before it is loaded: a change in between is then a change, and not overlooked.
        this.lastSeen = contents();
        Loaded loaded = loader.load(file);
        this.current = Revision.of(loaded);
        this.outputTopics = DivergenceTopology.outputTopics(loaded.config());
    }

    @Override
    public Revision get() {
        return current;
    }

    /** Looks until the thread is interrupted; a failed look is logged and the next one tries again. */
    private void lookForEver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        byte[] contents = contents();
        if (contents.length == 0 || Arrays.equals(contents, lastSeen)) {
            // A file that is just being replaced may be empty or gone for a moment.
            return;
        }
        lastSeen = contents;
        try {
            Loaded loaded = loader.load(file);
            adopt(loaded);
        } catch (InvalidConfig e) {
            e.problems().forEach(problem -> LOG.warn("{}", problem));
            LOG.warn("The changed configuration is refused; revision {} stays in force", current.id());
        } catch (RuntimeException e) {
            LOG.error("The changed configuration could not be read; revision {} stays in force", current.id(), e);
        }
    }

    private void adopt(Loaded loaded) {
        GregorConfig old = current.config();
        GregorConfig changed = loaded.config();
        if (!changed.routes().equals(old.routes()) || !changed.application().equals(old.application())) {
            LOG.warn(
                    "{}: routes or application changed, which needs a restart; revision {} stays in force",
                    file,
                    current.id());
            return;
        }
        current = Revision.of(loaded);
        LOG.info("Configuration revision {} is in force", loaded.revision());
        Set<String> unread = new TreeSet<>(DivergenceTopology.outputTopics(changed));
        unread.removeAll(outputTopics);
        if (!unread.isEmpty()) {
            LOG.warn("{}: faults are injected, but {} is read and measured only after a restart", file, unread);
        }
    }

    private byte[] contents() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
