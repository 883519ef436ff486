package dev.gregor.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The modules of the console that decide something, each by itself: no Gregor runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesIT {
    private Chromium chromium;
    private Page page;

    @BeforeAll
    void start() {
        chromium = Chromium.startOrSkip();
        page = chromium.browser().newPage();
        page.route("**/*", ModulesIT::answer);
        page.navigate("http://console.test/");
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static void answer(Route route) {
        String path = route.request().url().replace("http://console.test/", "");
        if (path.isEmpty()) {
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!DOCTYPE html>"));
            return;
        }
        try (InputStream in = ModulesIT.class.getResourceAsStream("/dev/gregor/http/" + path)) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/javascript")
                    .setBodyBytes(Objects.requireNonNull(in, path).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object run(String module, String expression) {
        return page.evaluate(
                "async () => { const m = await import('/console/" + module + "'); return " + expression + "; }");
    }

    @Test
    void aStreamIsReadWhateverThePiecesItComesIn() {
        String whole =
                "event: ledger\\r\\ndata: {\\\"a\\\":\\ndata: 1}\\n\\n: keep-alive\\n\\ndata:2\\n\\nevent: x\\ndata: {\\\"cut";
        Object events = run(
                "stream.js",
                "[1, 2, 7, 1000].map((size) => { const got = []; const parser = new m.Parser((kind, data) => got.push(kind + JSON.stringify(data)));"
                        + " const text = \"" + whole + "\";"
                        + " for (let i = 0; i < text.length; i += size) { parser.take(text.slice(i, i + size)); } return got.join(' '); })");
        String read = "ledger{\"a\":1} message2";
        assertThat(events).isEqualTo(List.of(read, read, read, read));
    }

    @Test
    void aDiffTellsWhatWasAddedRemovedAndChanged() {
        Object kinds = run(
                "diff.js",
                "m.changes({before: {a: 1, b: true, d: null}, after: {b: 'true', c: [2], d: null}}).map((each) => each.field + ' ' + each.kind)");
        assertThat(kinds).isEqualTo(List.of("a removed", "b changed", "d same", "c added"));
    }

    @Test
    void aFaultOfTheWholeValueIsOneChange() {
        assertThat(run("diff.js", "m.gist({type: 'fault', before: 'eyJ9', after: null})"))
                .isEqualTo("whole value: \"eyJ9\" → nothing");
        assertThat(run("diff.js", "m.gist({type: 'fault', before: {}, after: {}, 'held-by-milliseconds': 4000})"))
                .isEqualTo("held back for 4000 ms");
    }

    @Test
    void onlyADigestIsTakenForOne() {
        String digest = "sha256:" + "0a".repeat(32);
        assertThat(run("diff.js", "m.gist({type: 'fault', before: {a: '" + digest + "'}, after: {a: 'sha256:no'}})"))
                .isEqualTo("a: digest → \"sha256:no\"");
    }

    @Test
    void whatComesTwiceIsCountedOnceAndAHoleIsNoLine() {
        Object rows = run("series.js", """
                (() => {
                  const series = new m.Series();
                  series.addFaults([{start: 0, end: 10, count: 5}, {start: 10, end: 20, count: 7}, {start: 40, end: 50, count: 1}]);
                  series.addFaults([{start: 10, end: 20, count: 6}]);
                  const value = (start, value) => ({window: {start, end: start + 10}, segment: null, output: 'o', measure: 'x', arm: 'treated', value, low: null, high: 3, n: 2});
                  series.addValues([value(10, 1.5), value(10, 2.5)]);
                  const all = m.columns(series.table(m.choice('o', 'x'), 100));
                  return {x: all[0], faults: all[1], high: all[2], treated: all[4]};
                })()""");
        assertThat(rows)
                .isEqualTo(Map.of(
                        "x", List.of(0.005, 0.015, 0.03, 0.045),
                        "faults", Arrays.asList(5, 7, null, 1),
                        "high", Arrays.asList(null, null, null, null),
                        "treated", Arrays.asList(null, 2.5, null, null)));
    }

    @Test
    void wideBoundsDoNotFlattenTheLine() {
        Object range = run("series.js", "m.range([[], [], [1e9], [-1e9], [2], [], [], [0]], [3])");
        assertThat(range)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .allSatisfy(end ->
                        assertThat(Math.abs(((Number) end).doubleValue())).isLessThan(10));
    }

    @Test
    void numbersAreShort() {
        assertThat(run("words.js", "[0, 0.58841, 24080, 2.0361e-121, null, -0.1199].map(m.figure)"))
                .isEqualTo(List.of("0", "0.588", "24,080", "2.0e-121", "–", "-0.12"));
    }
}
