package dev.gregor.view;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.Schedule;
import dev.gregor.config.TopicName;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordCounts;
import dev.gregor.runtime.LastRecords;
import dev.gregor.runtime.Switches;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The experiments of an application as its topics have them at one moment, for whoever does not run it. */
public final class Snapshot implements AutoCloseable {
    private final LastRecords topics;
    private final GregorConfig config;

    /**
     * Connects to the cluster of the application.
     *
     * @throws dev.gregor.runtime.ClusterUnreachable if it does not answer
     */
    public Snapshot(GregorConfig config) {
        this.config = config;
        this.topics = LastRecords.of(config.application());
    }

    /** All experiments of the configuration, in the order of the file, as they stand now. */
    public List<ExperimentView> experiments(Switches switches) {
        Application application = config.application();
        Figures figures = new Figures(application, (experiment, value) -> {});
        for (TopicName each : List.of(application.countsTopic(), application.verdictsTopic())) {
            scan(each, record -> figures.take(each, record.value(), record.timestamp(), record.id()));
        }
        return config.experiments().stream()
                .map(each -> ExperimentView.of(
                        each,
                        config,
                        switches,
                        figures.counts(each.name()),
                        figures.verdict(each.name()).orElse(null),
                        isByWallClock(each) ? Long.valueOf(System.currentTimeMillis()) : null))
                .toList();
    }

    private static boolean isByWallClock(Experiment experiment) {
        return experiment.schedule().clock() == Schedule.Clock.WALL;
    }

    /** What the injection has counted, by experiment and raw partition. */
    public Collection<RecordCounts> counts() {
        Map<String, RecordCounts> counts = new TreeMap<>();
        scan(config.application().countsTopic(), record -> {
            byte[] value = record.value();
            if (value != null) {
                read(value).ifPresent(each -> counts.put(each.experiment() + "/" + each.partition(), each));
            }
        });
        return counts.values();
    }

    /** Empty where somebody else wrote to the topic. */
    private static Optional<RecordCounts> read(byte[] value) {
        try {
            return Optional.of(RecordCounts.fromJson(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void scan(TopicName topic, Consumer<RawRecord> reader) {
        if (topics.exists(topic)) {
            topics.scan(topic, record -> {
                reader.accept(record);
                return true;
            });
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}
