package dev.gregor.cli;

import dev.gregor.config.Parameter;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.CatalogueEntry;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gregor faults [NAME]}: the catalogue, from the code itself. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Lists the faults, or shows one with its parameters and an example.")
final class FaultsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The fault to show; all if left out.")
    private @Nullable String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    FaultsCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            printAll(out, Catalogue.entries());
        } else {
            printOne(out, entry(name));
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static CatalogueEntry entry(String name) {
        return Catalogue.entry(name)
                .orElseThrow(() -> new UserMistake("there is no fault '" + name + "'; expected one of "
                        + Catalogue.entries().stream().map(CatalogueEntry::name).collect(Collectors.joining(", "))));
    }

    private void printAll(PrintWriter out, List<CatalogueEntry> entries) {
        if (output.isJson()) {
            OutputOption.printJson(out, entries);
            return;
        }
        String family = "";
        for (CatalogueEntry entry : entries) {
            if (!entry.family().equals(family)) {
                out.printf("%s%s%n", family.isEmpty() ? "" : System.lineSeparator(), entry.family());
                family = entry.family();
            }
            out.printf("  %-20s %s%n", entry.name(), entry.does());
        }
    }

    private void printOne(PrintWriter out, CatalogueEntry entry) {
        if (output.isJson()) {
            OutputOption.printJson(out, entry);
            return;
        }
        out.printf("%s: %s%n%n", entry.name(), entry.does());
        out.printf("  formats: %s%n%n", String.join(", ", entry.formats()));
        entry.parameters().forEach(each -> out.printf("  %-12s %s%n", each.name(), inWords(each)));
        CatalogueEntry.Example example = entry.example();
        out.printf("%n  - %s: %s%n", entry.name(), example.with());
        print(out, "seen", example.seen());
        print(out, "past", example.past());
        print(out, "before", example.before());
        print(out, "after", example.after());
        print(out, "held", example.held());
    }

    private static String inWords(Parameter parameter) {
        String byDefault = parameter.byDefault().isEmpty() ? "may be left out" : "default " + parameter.byDefault();
        return parameter.description() + " (" + (parameter.required() ? "required" : byDefault) + ")";
    }

    private static void print(PrintWriter out, String what, String lines) {
        String head = what;
        for (String line : lines.lines().toList()) {
            out.printf("    %-7s %s%n", head, line);
            head = "";
        }
    }
}
