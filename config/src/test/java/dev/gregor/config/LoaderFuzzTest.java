package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LoaderFuzzTest {
    private static final List<String> SNIPPETS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            "-",
            "- ",
            ",",
            "\"",
            "'",
            "&a ",
            "*a",
            "!!binary ",
            "!x ",
            "|\n",
            ">\n",
            "?",
            "#",
            "%",
            "@",
            "\t",
            "\n",
            "\n\n  ",
            "~",
            "null",
            "${",
            "${X}",
            "${X:-y}",
            "$${",
            "1e999",
            "-1",
            "\\",
            "\u0000",
            "\uD83D\uDE00",
            "\uD83D",
            "---\n",
            "...\n",
            "<<: ",
            "value.x",
            "[*]",
            "99999999999999999999");

    @Test
    void aDamagedFileIsReadOrRefusedButNeverBreaksTheLoader() throws IOException {
        List<String> originals = List.of(
                Files.readString(Path.of("gregor.yaml")),
                Files.readString(Path.of("experiments/distance-becomes-text.yaml")));
        ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, Map.of("X", "secret-value"));
        SplittableRandom random = new SplittableRandom(20260101);
        int[] refused = {0};
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> {
            for (int i = 0; i < 10_000; i++) {
                refused[0] += isRefused(loader, damaged(originals.get(i % originals.size()), random)) ? 1 : 0;
            }
        });
        assertThat(refused[0]).isBetween(5_000, 9_999);
    }

    private static boolean isRefused(ConfigLoader loader, String text) {
        try {
            loader.load("fuzz.yaml", text);
            return false;
        } catch (InvalidConfig e) {
            assertThat(e.problems()).isNotEmpty().isSorted().allSatisfy(problem -> {
                assertThat(problem.message()).isNotBlank().doesNotContain("secret-value");
                assertThat(problem.line())
                        .isBetween(
                                0,
                                (int) text.chars()
                                                .filter(c -> c == '\n' || c == '\r' || c > 127)
                                                .count()
                                        + 1);
            });
            return true;
        }
    }

    private static String damaged(String text, SplittableRandom random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + random.nextInt(1, 20));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                case 2 -> damaged.replace(at, at + 1, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
                default -> damaged.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
            }
        }
        return damaged.toString();
    }
}
