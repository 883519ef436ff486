package dev.gregor.demo;

import dev.gregor.config.Experiment;
import dev.gregor.config.Loaded;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demo: real flights through a real broker, the proxy and a real model, with nothing installed. */
public final class Demo {
    private Demo() {}

    /**
     * Runs configurations one after the other on one broker.
     *
     * @param records how many flights are replayed, from 1 to 20,000
     * @throws DemoFailure if a configuration is not one that the demo can run
     */
    public static Report run(List<Planned> configurations, int records, DemoProgress progress)
            throws InterruptedException {
        progress.begins("training the model");
        List<Flight> all = Flights.all();
        DelayModel model = DelayModel.train(all.subList(0, Flights.TRAINING));
        String note = note(Skill.of(model, all, Flights.TRAINING));
        List<ExperimentReport> reports = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            DemoRun run = new DemoRun(broker, all.subList(0, records), model, List.of(note), progress);
            for (int i = 0; i < configurations.size(); i++) {
                Planned planned = configurations.get(i);
                Loaded loaded = planned.loaded();
                String names = loaded.config().experiments().stream()
                        .map(Experiment::name)
                        .collect(Collectors.joining(", "));
                progress.begins(
                        configurations.size() == 1 ? names : (i + 1) + "/" + configurations.size() + " " + names);
                run.of("gregor-" + (i + 1), loaded).forEach(report -> reports.add(planned.named(report)));
            }
        }
        return Report.of("gregor-demo", Instant.now(), reports);
    }

    /**
     * A configuration to run.
     *
     * @param line the line of the article that it tests; null where that is of no matter
     */
    public record Planned(Loaded loaded, FailureModes.@Nullable Line line) {
        private ExperimentReport named(ExperimentReport report) {
            return line == null ? report : report.testing(line.mode(), line.tests());
        }
    }

    /** What a reader of a report has to know of the model. */
    private static String note(Skill skill) {
        return String.format(
                Locale.ROOT,
                "The model under test is linear, trained on the first %,d flights. On the %,d later ones its AUC for"
                        + " late flights is %.3f, and its mean absolute error is %.1f minutes, where always guessing the"
                        + " mean delay would give %.1f.",
                Flights.TRAINING,
                skill.n(),
                skill.aucLate(),
                skill.maeMinutes(),
                skill.maeOfMeanMinutes());
    }
}
