package dev.gregor.config;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CEL environment of Gregor: its variables, its arithmetic over mixed numbers, and its error messages. */
final class Cels {
    private static final List<String> VARIABLES =
            List.of("key", "value", "headers", "topic", "partition", "offset", "timestamp");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern EXPECTATIONS =
            Pattern.compile(" expecting \\{.*| \\(candidates: .*| \\(in container '.*");

    static final Cel CEL = environment();

    private Cels() {}

    private static Cel environment() {
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        VARIABLES.forEach(name -> builder.addVar(name, name.equals("topic") ? SimpleType.STRING : SimpleType.DYN));
        Arithmetic.addTo(builder);
        return builder.build();
    }

    /** The first thing that the compiler found, with its place in the expression, in one line. */
    static InvalidSetting explain(String source, CelValidationException thrown) {
        CelIssue issue = thrown.getErrors().get(0);
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        String place = line < 1 ? "" : "line " + line + ", column " + (column + 1) + ": ";
        String problem =
                "'" + Words.shortened(source) + "' is not a CEL expression: " + place + explain(issue.getMessage());
        return line == 1 && column >= 0 && column <= source.length()
                ? InvalidSetting.inText(column, problem)
                : new InvalidSetting("", problem);
    }

    private static String explain(String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            return "'" + Words.shortened(name) + "' is not known; expected " + Words.or(VARIABLES)
                    + Suggestion.didYouMean(name, VARIABLES);
        }
        return EXPECTATIONS.matcher(message).replaceAll("");
    }
}
