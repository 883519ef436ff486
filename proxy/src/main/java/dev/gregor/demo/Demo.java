package dev.gregor.demo;

import dev.gregor.config.Loaded;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The demo: real flights through a real broker, the proxy and a real model, with nothing installed. */
public final class Demo {
    private Demo() {}

    /**
     * Runs configurations one after the other, each on a broker of its own.
     *
     * @param records how many flights are replayed, from 1 to 20,000
     * @throws DemoFailure if a configuration is not one that the demo can run
     */
    public static Report run(List<Loaded> configurations, int records, DemoProgress progress)
            throws InterruptedException {
        progress.begins("training the model");
        List<Flight> all = Flights.all();
        DelayModel model = DelayModel.train(all.subList(0, Flights.TRAINING));
        String note = DemoRun.note(Skill.of(model, all, Flights.TRAINING));
        DemoRun run = new DemoRun(all.subList(0, records), model, List.of(note), progress);
        List<ExperimentReport> reports = new ArrayList<>();
        for (Loaded loaded : configurations) {
            progress.begins(loaded.config().experiments().stream()
                    .map(e -> e.name())
                    .toList()
                    .toString());
            reports.addAll(run.of(loaded.revision(), loaded.config()));
        }
        return Report.of("gregor-demo", Instant.now(), reports);
    }
}
