package dev.gregor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/messages.md} has each message of level warn and above that Gregor logs, and no other. */
class MessagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LOGGED =
            Pattern.compile("LOG\\s*\\.(?:warn|error)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CALL = Pattern.compile("LOG\\s*\\.(?:warn|error)\\(");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(.+?)` \\|");

    @Test
    void everyMessageIsDocumentedWithItsRemedy() throws IOException {
        Set<String> logged = new TreeSet<>();
        for (String module : new String[] {"config", "topologies", "proxy"}) {
            for (Path source : sources(ROOT.resolve(module).resolve("src/main/java"))) {
                String code = Files.readString(source);
                List<String> literal = LOGGED.matcher(code)
                        .results()
                        .map(call -> text(call.group(1)))
                        .toList();
                assertThat(literal)
                        .as("calls of %s whose message is a literal", source)
                        .hasSize((int) CALL.matcher(code).results().count());
                logged.addAll(literal);
            }
        }
        Set<String> documented = new TreeSet<>();
        Matcher rows = DOCUMENTED.matcher(section(Files.readString(ROOT.resolve("docs/messages.md"))));
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        assertThat(documented).isEqualTo(logged);
    }

    private static String section(String page) {
        return page.substring(page.indexOf("## The log"));
    }

    private static String text(String literals) {
        StringBuilder text = new StringBuilder();
        LITERAL.matcher(literals).results().forEach(each -> text.append(each.group(1)));
        return text.toString();
    }

    private static Set<Path> sources(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Set<Path> sources = new TreeSet<>();
            all.filter(each -> each.toString().endsWith(".java")).forEach(sources::add);
            return sources;
        }
    }
}
