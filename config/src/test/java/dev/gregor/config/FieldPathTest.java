package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.FieldPath.Step.All;
import dev.gregor.config.FieldPath.Step.Index;
import dev.gregor.config.FieldPath.Step.Name;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @Test
    void aPathIsNamesIndexesAndAll() {
        assertThat(new FieldPath("order.lines[0].price").steps())
                .containsExactly(new Name("order"), new Name("lines"), new Index(0), new Name("price"));
        assertThat(new FieldPath("lines[*][2]").steps()).containsExactly(new Name("lines"), new All(), new Index(2));
        assertThat(new FieldPath("[1].a").steps()).containsExactly(new Index(1), new Name("a"));
        assertThat(new FieldPath("a b-c/ü").steps()).containsExactly(new Name("a b-c/ü"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "a[",
                "a[]",
                "a[x]",
                "a[-1]",
                "a]",
                "a[0]b",
                "a.[0]",
                "a[9999999999]",
                "a\\"
            })
    void whatIsNoPathIsRefused(String text) {
        assertThatThrownBy(() -> new FieldPath(text))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("expected");
    }

    @Test
    void aPathHasABoundedLength() {
        assertThat(new FieldPath("a".repeat(1_000)).steps()).hasSize(1);
        assertThatThrownBy(() -> new FieldPath("a".repeat(1_001))).hasMessageContaining("expected at most 1000");
    }

    @Property(tries = 300)
    void anyNamesMakeAPathWhenTheirSpecialCharactersAreEscaped(
            @ForAll @Size(min = 1, max = 4) List<@StringLength(min = 1, max = 50) String> names) {
        String text = names.stream().map(FieldPathTest::escaped).collect(Collectors.joining("."));
        assertThat(new FieldPath(text).steps())
                .isEqualTo(names.stream().<FieldPath.Step>map(Name::new).toList());
    }

    private static String escaped(String name) {
        return name.chars().mapToObj(c -> "\\" + (char) c).collect(Collectors.joining());
    }
}
