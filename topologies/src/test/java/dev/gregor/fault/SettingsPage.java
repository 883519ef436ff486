package dev.gregor.fault;

import dev.gregor.config.SettingsReference.Section;
import java.util.List;

/** The page {@code docs/configuration.md}, made of the model of the configuration. */
final class SettingsPage {
    private SettingsPage() {}

    static String of(List<Section> sections) {
        StringBuilder page = new StringBuilder("""
                # Configuration

                All settings, generated from the classes that read them; the faults are in [faults.md](faults.md). `config/gregor.yaml` shows
                them at work, and an editor with a YAML language server completes them by `config/gregor.schema.json`.

                A file is YAML. `${NAME}` and `${NAME:-default}` stand for variables of the environment, in values only. A setting that is not known, is
                there twice or has a value that does not fit is an error with its line and column, and `gregor validate` tells all of them at once.
                `NAME` stands for a name of your choice, `[]` for each item of a list; a list of one may be written as the item alone.

                While `gregor run` runs, changed experiments take effect within a second. What stands under `application` and `routes` needs a
                restart, and topics of outputs that were not read before do so too: log, API and console say it.

                """);
        for (Section section : sections) {
            page.append("## ")
                    .append(section.path().isEmpty() ? "The file" : "`" + section.path() + "`")
                    .append("\n\n| setting | means | expected | default |\n| --- | --- | --- | --- |\n");
            section.settings().forEach(each -> page.append(FaultPage.row(each)));
            page.append('\n');
        }
        return page.toString().stripTrailing() + "\n";
    }
}
