package dev.gregor.demo;

import dev.gregor.config.Experiment;
import dev.gregor.config.Measurement;
import dev.gregor.results.Results;
import dev.gregor.results.VerdictEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Waits for what a run has to come to, with patience that has an end. */
final class Waiting implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration REST = Duration.ofSeconds(3);

    /** Longer than the 5 s after which a block of records is closed on an idle partition. */
    private static final Duration BLOCKS_CLOSE = Duration.ofSeconds(7);

    private final Surroundings where;
    private final List<Experiment> experiments;
    private final DemoProgress progress;
    private final LogEnds ends;

    Waiting(Surroundings where, List<Experiment> experiments, DemoProgress progress) {
        this.where = where;
        this.experiments = experiments;
        this.progress = progress;
        this.ends = new LogEnds(where.bootstrapServers());
    }

    /**
     * Waits until Gregor has read the whole raw topic and the treatment topic has not grown for longer than anything is held
     * on an idle partition.
     *
     * @param group the consumer group of the injection
     * @throws IllegalStateException if that takes too long
     */
    void untilBothArmsAreComplete(String group) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - deadline < 0) {
            long now = ends.of(where.treatmentInput());
            if (now != before || ends.lag(group, where.raw()) > 0) {
                before = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= BLOCKS_CLOSE.toNanos()) {
                return;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        throw new IllegalStateException(
                "not all of " + where.raw() + " went through Gregor within " + PATIENCE.toSeconds() + " s");
    }

    /**
     * Waits until each experiment is over.
     *
     * @param due how many control outputs there are to settle
     * @return a note for each experiment that was cut off
     */
    Map<String, String> untilAtRest(Results results, long due) throws InterruptedException {
        Map<String, RestWatch> open = new LinkedHashMap<>();
        for (Experiment experiment : experiments) {
            open.put(experiment.name(), new RestWatch(due, REST, silence(experiment)));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
            Map<String, VerdictEvent> verdicts = results.lastVerdicts();
            progress.settled(experiments.stream()
                    .map(each -> verdicts.get(each.name()))
                    .mapToLong(verdict -> verdict == null ? 0 : verdict.settled())
                    .min()
                    .orElse(0));
            long now = System.nanoTime();
            open.entrySet()
                    .removeIf(each -> each.getValue().isOver(Optional.ofNullable(verdicts.get(each.getKey())), now));
            if (!open.isEmpty()) {
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        }
        Map<String, String> notes = new LinkedHashMap<>();
        open.forEach((name, watch) -> notes.put(name, watch.cutOff(PATIENCE)));
        return notes;
    }

    private static Duration silence(Experiment experiment) {
        Measurement measure = Objects.requireNonNull(experiment.measure());
        return measure.patience().plus(BLOCKS_CLOSE);
    }

    @Override
    public void close() {
        ends.close();
    }
}
