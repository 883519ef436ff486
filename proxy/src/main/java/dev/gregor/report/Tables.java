package dev.gregor.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of what only some experiments have: models that were trained, and a monitor that was scored. */
final class Tables {
    private Tables() {}

    static Section.Table skill(ModelSkill skill) {
        List<Section.Table.Cells> rows = new ArrayList<>();
        rows.add(score("hold-out, clean", "the model of the control arm", skill.clean()));
        rows.add(score("hold-out, damaged", "the model of the treatment arm", skill.damaged()));
        rows.add(drop("drop", "a larger error is a drop too", skill.drop()));
        rows.add(score(
                "own training rows, clean",
                "what its makers see",
                skill.training().clean()));
        rows.add(score(
                "own training rows, damaged",
                "what its makers see",
                skill.training().damaged()));
        ModelSkill.Group group = skill.group();
        if (group != null) {
            rows.add(score("group, clean", group.where(), group.clean()));
            rows.add(score("group, damaged", group.where(), group.damaged()));
            rows.add(drop("group, drop", group.where(), group.drop()));
        }
        return new Section.Table(
                "How good the models are that were trained on both arms",
                List.of("Accuracy", "AUC", "Mean absolute error, minutes", "Flagged as late", "Flights"),
                rows);
    }

    private static Section.Table.Cells score(String label, String detail, ModelSkill.Score score) {
        return new Section.Table.Cells(
                label,
                detail,
                List.of(
                        Figures.number(score.accuracy()),
                        number(score.auc()),
                        Figures.number(score.maeMinutes()),
                        Figures.number(score.flagged()),
                        Figures.count(score.n())));
    }

    private static Section.Table.Cells drop(String label, String detail, ModelSkill.Drop drop) {
        return new Section.Table.Cells(
                label,
                detail,
                List.of(
                        Figures.number(drop.accuracy()),
                        number(drop.auc()),
                        Figures.number(drop.maeMinutes()),
                        "",
                        ""));
    }

    static Section.Table monitor(MonitorReport monitor) {
        List<Section.Table.Cells> arms = new ArrayList<>();
        if (monitor.control() != null) {
            arms.add(scored("control arm", monitor.control()));
        }
        arms.add(scored("treatment arm", monitor.treatment()));
        return new Section.Table(
                monitor.monitor(),
                List.of(
                        "Fault windows",
                        "Missed",
                        "Hours to the first alert",
                        "Records to the first alert",
                        "Alerts",
                        "False alarms",
                        "Alarmed, hurt",
                        "Alarmed, unhurt",
                        "Silent, hurt",
                        "Silent, unhurt"),
                arms);
    }

    private static Section.Table.Cells scored(String label, MonitorReport.Scored scored) {
        MonitorReport.Window noticed = scored.windows().stream()
                .filter(window -> window.alert() != null)
                .findFirst()
                .orElse(null);
        Long seconds = noticed == null ? null : noticed.latencySeconds();
        Long records = noticed == null ? null : noticed.latencyRecords();
        return new Section.Table.Cells(
                label,
                scored.topic(),
                List.of(
                        Figures.count(scored.windows().size()),
                        Figures.count(scored.missed()),
                        number(seconds == null ? null : seconds / 3600.0),
                        records == null ? "\u2013" : Figures.count(records),
                        Figures.count(scored.alerts()),
                        Figures.count(scored.falseAlarms()),
                        Figures.count(scored.table().alarmedHurt()),
                        Figures.count(scored.table().alarmedUnhurt()),
                        Figures.count(scored.table().silentHurt()),
                        Figures.count(scored.table().silentUnhurt())));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "\u2013" : Figures.number(value);
    }
}
