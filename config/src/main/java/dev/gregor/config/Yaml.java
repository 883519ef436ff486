package dev.gregor.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Takes the text of a file to the nodes of its one document, with marks for line and column. */
final class Yaml {
    /** Deeper than any configuration, and shallow enough for a composer that calls itself for every level. */
    private static final int DEEPEST = 50;

    /** Many times the largest configuration that anybody wrote by hand. */
    private static final int MOST_VALUES = 20_000;

    private static final Pattern NAMED = Pattern.compile("(found undefined (?:alias|tag handle)).*", Pattern.DOTALL);

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setUseMarks(true).setParseComments(false).build();

    private Yaml() {}

    /** The root node, or empty where a problem was reported or the text holds no document. */
    static Optional<Node> compose(String text, Problems problems) {
        try {
            if (!isOneShallowDocument(text, problems)) {
                return Optional.empty();
            }
            return new Compose(SETTINGS).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            problems.report(mark, "this is not YAML: " + context + withoutNames(String.valueOf(e.getProblem())));
        } catch (ReaderException e) {
            reportCharacter(text, e, problems);
        } catch (YamlEngineException e) {
            problems.report(null, "this is not YAML that Gregor reads: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** A password that is not quoted may look like an alias or a tag. */
    private static String withoutNames(String problem) {
        Matcher named = NAMED.matcher(problem);
        return named.matches() ? named.group(1) + "; a value that begins with '*' or '!' needs quotes" : problem;
    }

    /** The root of a text that is known to be sound, such as a default that is written in the code. */
    static Node ofDefault(String yaml) {
        return new Compose(SETTINGS)
                .composeString(yaml)
                .orElseThrow(() -> new IllegalStateException("The text '" + yaml + "' is empty"));
    }

    private static boolean isOneShallowDocument(String text, Problems problems) {
        int depth = 0;
        int documents = 0;
        int values = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            switch (event.getEventId()) {
                case DocumentStart -> documents++;
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            @Nullable Mark mark = event.getStartMark().orElse(null);
            if (++values > MOST_VALUES) {
                problems.report(mark, "more than " + MOST_VALUES + " values; expected a configuration");
                return false;
            } else if (documents > 1) {
                problems.report(mark, "a second document begins here; expected one document in a file");
                return false;
            } else if (depth > DEEPEST) {
                problems.report(mark, "nested more than " + DEEPEST + " levels deep; expected a configuration");
                return false;
            }
        }
        return true;
    }

    private static void reportCharacter(String text, ReaderException e, Problems problems) {
        int end = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
        int column = before.length() - before.lastIndexOf('\n');
        problems.report(line, column, String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()));
    }
}
