package dev.gregor.fault;

import dev.gregor.config.Parameter;
import java.util.List;
import java.util.Map;

/** The page {@code docs/faults.md}, made of the catalogue. */
final class FaultPage {
    private static final Map<String, String> FAMILIES = Map.of(
            "fields", "Fields",
            "records", "Records",
            "time", "Time and order",
            "labels", "Labels, predictions, model metadata");

    private FaultPage() {}

    static String of(List<CatalogueEntry> entries) {
        StringBuilder page = new StringBuilder("""
                # Faults

                What `gregor faults` and `gregor faults NAME` print, generated from the same source: the classes of the package
                `dev.gregor.fault`. Each example is executed as a test, with the seed 1 where something is drawn.

                Fields are paths: `order.lines[0].price`, `order.lines[*].price`. Where `field` takes a list or `any`, one path, several
                or one field of the top level, drawn for each record, are damaged. A record that a fault cannot damage passes untouched
                and is counted with its reason.

                """);
        String family = "";
        for (CatalogueEntry entry : entries) {
            if (!entry.family().equals(family)) {
                family = entry.family();
                page.append("## ")
                        .append(FAMILIES.get(family))
                        .append("\n\n| fault | does | formats |\n| --- | --- | --- |\n");
                String wanted = family;
                entries.stream()
                        .filter(each -> each.family().equals(wanted))
                        .forEach(each -> page.append("| [`%1$s`](#%1$s) | %2$s | %3$s |\n"
                                .formatted(each.name(), each.does(), String.join(", ", each.formats()))));
                page.append('\n');
            }
            append(page, entry);
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void append(StringBuilder page, CatalogueEntry entry) {
        page.append("### ").append(entry.name()).append("\n\n");
        String does = entry.does();
        page.append(Character.toUpperCase(does.charAt(0)))
                .append(does.substring(1))
                .append(".\n\n");
        if (!entry.parameters().isEmpty()) {
            page.append("| parameter | means | expected | default |\n| --- | --- | --- | --- |\n");
            entry.parameters().forEach(each -> page.append(row(each)));
            page.append('\n');
        }
        CatalogueEntry.Example example = entry.example();
        page.append("```\n- ")
                .append(entry.name())
                .append(": ")
                .append(example.with())
                .append('\n');
        lines(page, "seen", example.seen());
        lines(page, "past", example.past());
        lines(page, "before", example.before());
        lines(page, "after", example.after());
        lines(page, "held", example.held());
        page.append("```\n\n");
    }

    static String row(Parameter each) {
        String byDefault =
                each.required() ? "required" : each.byDefault().isEmpty() ? "" : "`" + each.byDefault() + "`";
        return "| `%s` | %s | %s | %s |\n"
                .formatted(each.name(), escaped(each.description()), escaped(each.expected()), byDefault);
    }

    private static String escaped(String cell) {
        return cell.replace("|", "\\|");
    }

    private static void lines(StringBuilder page, String what, String lines) {
        String head = what;
        for (String line : lines.lines().toList()) {
            page.append("  %-7s %s\n".formatted(head, line));
            head = "";
        }
    }
}
