package dev.gregor.cli;

import dev.gregor.report.ChaosJournal;
import dev.gregor.report.JUnitXml;
import dev.gregor.report.Report;
import dev.gregor.report.ReportHtml;
import dev.gregor.report.ReportJson;
import dev.gregor.report.SideBySide;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How a report is written. Its constants are what a user types. */
enum ReportFormat {
    html,
    json,
    junit,
    chaostoolkit;

    /** The whole text; of several experiments side by side, where the format can. */
    String render(Report report) {
        boolean isOne = report.experiments().size() == 1;
        return switch (this) {
            case html -> isOne ? ReportHtml.render(report) : ReportHtml.render(SideBySide.of(report));
            case json -> json(report, isOne);
            case junit -> JUnitXml.render(report);
            case chaostoolkit ->
                ChaosJournal.render(report.experiments().get(0), report.application(), report.generated());
        };
    }

    private static String json(Report report, boolean isOne) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (isOne) {
                ReportJson.write(report, out);
            } else {
                ReportJson.write(SideBySide.of(report), out);
            }
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
