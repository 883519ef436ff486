package dev.gregor.results;

import dev.gregor.config.Alerts;
import dev.gregor.config.TopicName;
import dev.gregor.judge.MonitorScore;
import dev.gregor.report.MonitorReport;
import dev.gregor.runtime.LastRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores the alerts of the user's monitoring against the faults that the ledger tells of. */
final class AlertScoring {
    private final LastRecords topics;

    AlertScoring(LastRecords topics) {
        this.topics = topics;
    }

    /**
     * The score.
     *
     * @param watched the topic that the monitoring looks at: that of the treatment arm
     * @param faults the event times of the faults
     * @param moments when the model was hurt
     * @throws dev.gregor.runtime.UnfitTopics if there is no alert topic
     */
    MonitorReport of(Alerts alerts, TopicName watched, List<Instant> faults, List<MonitorScore.Moment> moments) {
        List<Instant> raised = new ArrayList<>();
        topics.scan(alerts.topic(), alert -> raised.add(Instant.ofEpochMilli(alert.timestamp())));
        MonitorScore score = MonitorScore.of(
                faults, raised, List.of(), moments, new MonitorScore.Terms(alerts.quiet(), alerts.patience()));
        return new MonitorReport(
                "Alerts in " + alerts.topic() + ", of a monitoring of " + watched,
                MonitorReport.Scored.of(alerts.topic().value(), counted(score, watched)),
                null);
    }

    /** The same score with the records that came between a fault and its alert. They are counted as they pass, and not kept. */
    private MonitorScore counted(MonitorScore score, TopicName watched) {
        Optional<MonitorScore.Noticed> first = score.first();
        if (first.isEmpty()) {
            return score;
        }
        long[] between = new long[score.windows().size()];
        topics.scan(watched, first.get().window().first(), record -> {
            Instant time = Instant.ofEpochMilli(record.timestamp());
            for (int i = 0; i < between.length; i++) {
                if (isBetween(score.windows().get(i), time)) {
                    between[i]++;
                }
            }
            return true;
        });
        List<MonitorScore.Noticed> windows = new ArrayList<>();
        for (int i = 0; i < between.length; i++) {
            MonitorScore.Noticed each = score.windows().get(i);
            windows.add(
                    each.alert() == null
                            ? each
                            : new MonitorScore.Noticed(each.window(), each.alert(), each.latency(), between[i]));
        }
        return new MonitorScore(windows, score.alerts(), score.falseAlarms(), score.table());
    }

    private static boolean isBetween(MonitorScore.Noticed noticed, Instant time) {
        return noticed.alert() != null && time.isAfter(noticed.window().first()) && !time.isAfter(noticed.alert());
    }
}
