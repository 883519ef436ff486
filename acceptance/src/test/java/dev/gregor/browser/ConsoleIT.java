package dev.gregor.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one does at the console, done in a browser, and what it does to the traffic, read from Kafka. */
@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As many flights as come in a second, within which a switch has its effect. */
    private static final int A_SECOND = Stage.PER_SECOND;

    private static final String DROPPED = "distance-goes-missing";
    private static final String NOTES = "notes-are-lost";
    private static final String EXPERIMENTS = """
              - name: distance-goes-missing
                hypothesis: It moves by less than 9 <b onclick="window.attacked=1">minutes</b>
                enabled: true
                route: lane
                seed: 5
                select: { fraction: 0.25 }
                faults: [ { drop-field: { field: distance } } ]
                measure: { control: %1$s.out, treatment: %1$s.out.canary, window: 2s, grace: 2s, patience: 5s, outputs: { delay_minutes: { type: number } } }
                guardrails: [ { output: delay_minutes, measure: mean-absolute-difference, max: 9, windows: 2 } ]
              - name: notes-are-lost
                hypothesis: Nobody reads the notes
                enabled: true
                route: lane
                seed: 6
                select: { fraction: 0.05 }
                redact: [ destination ]
                faults: [ { drop-field: { field: note } }, { change-case: { field: destination, to: lower } } ]
            """;

    private Chromium chromium;
    private Stage stage;
    private Visit visit;

    @BeforeAll
    void start(TestCluster cluster, @TempDir Path folder) {
        chromium = Chromium.startOrSkip();
        stage = Stage.start(cluster, folder, new Stage.Plan("console", EXPERIMENTS).note(Stage.ATTACK));
    }

    @AfterAll
    void stop() {
        if (stage != null) {
            stage.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void visit() {
        stage.resetSwitches();
        visit = new Visit(chromium.browser(), stage, 1280, 900, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        try {
            visit.assertWellBehaved();
        } finally {
            visit.close();
        }
    }

    @Test
    void aToggleStopsTheFaultsAndStartsThemAgain() {
        visit.open("");
        Locator toggle = visit.toggle(DROPPED);
        assertThat(toggle).hasAttribute("aria-checked", "true");
        long running = stage.faultsSoFar(DROPPED);
        stage.awaitFlights(100);
        assertThat(stage.faultsSoFar(DROPPED)).isGreaterThan(running);

        toggle.click();
        visit.giveToken(Stage.TOKEN);
        assertThat(toggle).hasAttribute("aria-checked", "false");
        stage.awaitFlights(A_SECOND);
        long stopped = stage.faultsSoFar(DROPPED);
        stage.awaitFlights(300);
        assertThat(stage.faultsSoFar(DROPPED)).as("faults while it is off").isEqualTo(stopped);

        toggle.click();
        assertThat(toggle).hasAttribute("aria-checked", "true");
        stage.awaitFlights(200);
        assertThat(stage.faultsSoFar(DROPPED)).as("faults after it is on again").isGreaterThan(stopped);
        assertThat(visit.page().locator("#announcer")).hasText(Pattern.compile(DROPPED + " is on"));
    }

    @Test
    void theStopButtonHaltsEverythingByKeyboardAlone() {
        Page page = visit.open("").page();
        visit.tabTo("#stop-all");
        page.keyboard().press("Enter");
        assertThat(page.locator("#halt-dialog")).isVisible();
        page.keyboard().type("It burns");
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-dialog")).isVisible();
        page.keyboard().type(Stage.TOKEN);
        page.keyboard().press("Enter");

        assertThat(visit.banner("halted")).containsText("It burns");
        assertThat(page.locator("#stop-all")).isDisabled();
        assertThat(page.locator(".row .state .word")).hasText(new String[] {"halted", "halted"});
        stage.awaitFlights(A_SECOND);
        long halted = stage.faultsSoFar("");
        assertThat(halted).isPositive();
        stage.awaitFlights(300);
        assertThat(stage.faultsSoFar("")).as("faults after the halt").isEqualTo(halted);
        assertThat(control()).anySatisfy(event -> {
            assertThat(event.path("experiment").asText()).isEqualTo("*");
            assertThat(event.path("action").asText()).isEqualTo("halt");
            assertThat(event.path("reason").asText()).isEqualTo("It burns");
        });

        visit.tabTo("#reset-all");
        page.keyboard().press("Enter");
        assertThat(page.locator("#reset-dialog")).containsText("2 experiments, which will inject faults again");
        page.keyboard().press("Enter");
        assertThat(visit.banner("halted")).hasCount(0);
        stage.awaitFlights(200);
        assertThat(stage.faultsSoFar("")).as("faults after the reset").isGreaterThan(halted);
    }

    private List<JsonNode> control() {
        return stage.lane().cluster().readNow(stage.lane().id() + ".control").stream()
                .map(ConsumerRecord::value)
                .filter(Objects::nonNull)
                .map(LedgerEntries::json)
                .toList();
    }

    @Test
    void oneExperimentIsHaltedFromItsOwnView() {
        visit.openExperiment(DROPPED);
        visit.button("Halt this experiment").click();
        visit.button("Halt now").click();
        visit.giveToken(Stage.TOKEN);

        assertThat(visit.page().locator(".head .state .word")).hasText("halted");
        assertThat(visit.toggle(DROPPED)).hasAttribute("aria-disabled", "true");
        stage.awaitFlights(A_SECOND);
        long halted = stage.faultsSoFar(DROPPED);
        long others = stage.faultsSoFar(NOTES);
        stage.awaitFlights(300);
        assertThat(stage.faultsSoFar(DROPPED)).isEqualTo(halted);
        assertThat(stage.faultsSoFar(NOTES))
                .as("faults of the other experiment")
                .isGreaterThan(others);

        visit.button("Take the halt back").click();
        visit.button("Take the switch back").click();
        assertThat(visit.page().locator(".head .state .word")).hasText("on");
    }

    @Test
    void theLedgerShowsEachFieldBeforeAndAfter() {
        Page page = visit.open("#/ledger").page();
        page.locator("select[name=experiment]").selectOption(DROPPED);
        Locator event = page.locator(".event").first();
        event.locator(".event-head").click();
        Locator line = event.locator("table.diff tbody tr");

        assertThat(line).hasCount(1);
        assertThat(line.locator("th code")).hasText("distance");
        assertThat(line.locator(".after")).hasText("gone");
        String id = event.locator(".id").innerText();
        JsonNode written = Objects.requireNonNull(stage.faults(DROPPED).get(id));
        assertThat(line.locator(".before"))
                .hasText(written.path("before").path("distance").asText());
        assertThat(event.locator(".event-head")).hasAttribute("aria-expanded", "true");
        event.locator(".event-head").click();
        assertThat(line).not().isVisible();
        assertThat(event.locator(".event-head")).hasAttribute("aria-expanded", "false");
    }

    @Test
    void aRedactedValueIsShownAsItsDigest() {
        Page page = visit.open("#/ledger").page();
        page.locator("select[name=fault]").selectOption("change-case");
        Locator event = page.locator(".event").first();
        event.locator(".event-head").click();

        assertThat(event.locator(".before .tag")).hasText("digest");
        assertThat(event.locator(".before code")).containsText("sha256:");
        assertThat(event.locator(".after .tag")).hasText("digest");
    }

    @Test
    void olderPagesAndTheLiveEndOfTheLedgerAreThere() {
        Page page = visit.openExperiment(DROPPED).page();
        assertThat(page.locator(".event")).hasCount(25);
        String newest = page.locator(".event .id").first().innerText();
        assertThat(page.locator(".event .id").first()).not().hasText(newest);

        visit.button("Older events").click();
        assertThat(page.locator(".event")).hasCount(50);
        List<String> times =
                page.locator(".event time").evaluateAll("all => all.map(each => each.dateTime)") instanceof List<?> all
                        ? all.stream().map(String::valueOf).toList()
                        : List.of();
        assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void theChartMovesWhileOneLooks() {
        Page page = visit.openExperiment(DROPPED).page();
        page.waitForFunction("() => document.querySelector('.timeline').charts !== undefined");
        page.evaluate("() => { window.isTheSamePage = true; }");
        String points = "() => document.querySelector('.timeline').charts[1].data[3].filter(v => v !== null).length";
        String faults = "() => document.querySelector('.timeline').charts[0].data[1].reduce((a, b) => a + b, 0)";
        page.locator("#timeline-span").selectOption("2000");
        double firstPoints = visit.number(points);
        double firstFaults = visit.number(faults);
        assertThat(firstPoints).as("points of the treated pairs").isPositive();
        assertThat(firstFaults).as("faults in the bars").isPositive();

        await().atMost(PATIENCE).until(() -> visit.number(points) > firstPoints + 1);
        assertThat(visit.number(faults)).isGreaterThan(firstFaults);
        assertThat(page.evaluate("() => window.isTheSamePage")).isEqualTo(true);
        assertThat(page.locator(".readout")).containsText("treated");
        assertThat(page.locator("section")
                        .filter(new Locator.FilterOptions().setHasText("Measures over the whole run")))
                .containsText("mean absolute difference");
        assertThat((boolean) page.evaluate("() => " + INKED))
                .as("something is drawn")
                .isTrue();
    }

    /** Whether the canvas of the lines holds a pixel of the colour of the treated pairs. */
    private static final String INKED = """
            (() => {
              const canvas = document.querySelector('.lines canvas');
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              for (let i = 0; i < pixels.length; i += 4) {
                if (pixels[i + 3] === 255 && pixels[i] === 0x1c && pixels[i + 1] === 0x5a && pixels[i + 2] === 0x9c) return true;
              }
              return false;
            })()""";

    @Test
    void aWrongTokenIsRefusedAndARightOneWorks() {
        Page page = visit.open("").page();
        visit.toggle(NOTES).click();
        assertThat(page.locator("#token-dialog .trouble")).isEmpty();

        visit.giveToken("guessed");
        assertThat(page.locator("#token-dialog .trouble")).containsText("refused");
        assertThat(visit.toggle(NOTES)).hasAttribute("aria-checked", "true");

        visit.giveToken(Stage.TOKEN);
        assertThat(visit.toggle(NOTES)).hasAttribute("aria-checked", "false");
        assertThat((boolean) page.evaluate(
                        "token => [localStorage, document.cookie].some(each => JSON.stringify(each).includes(token))",
                        Stage.TOKEN))
                .as("kept longer than the tab")
                .isFalse();

        visit.toggle(NOTES).click();
        assertThat(visit.toggle(NOTES)).hasAttribute("aria-checked", "true");
    }

    @Test
    void whoDoesNotGiveATokenChangesNothing() {
        Page page = visit.open("").page();
        visit.toggle(NOTES).click();
        page.locator("#token-dialog").waitFor();
        page.keyboard().press("Escape");

        assertThat(page.locator(".notice")).containsText("no token was given");
        assertThat(visit.toggle(NOTES)).hasAttribute("aria-checked", "true");
    }

    @Test
    void aRefusedConfigurationIsShownWithLineAndColumn() {
        visit.open("");
        try {
            stage.edit("fraction: 0.25", "fraction: 2.5");
            assertThat(visit.banner("refused").locator("code"))
                    .hasText(Pattern.compile(".*gregor\\.yaml:" + stage.line("fraction: 0.25") + ":\\d+"));
            assertThat(visit.banner("refused")).containsText("2.5");
        } finally {
            stage.restoreConfig();
        }
        assertThat(visit.banner("refused")).hasCount(0);
    }

    @Test
    void aRouteThatIsNewSaysThatItNeedsARestart() {
        visit.open("");
        try {
            stage.edit("routes:\n", "routes:\n  another: { from: another.raw, to: another.features, value: json }\n");
            assertThat(visit.banner("restart").locator("p")).containsText("routes changed");
        } finally {
            stage.restoreConfig();
        }
        assertThat(visit.banner("restart")).hasCount(0);
    }

    @Test
    void whatUsersWriteStaysText() {
        Page page = visit.open("").page();
        assertThat(Objects.requireNonNull(page.reload()).headerValue("content-security-policy"))
                .contains("default-src 'self'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(page.locator(".row .hypothesis").first()).containsText("<b onclick=");
        page.navigate(stage.url() + "/#/ledger");
        page.locator("select[name=experiment]").selectOption(NOTES);
        page.locator("select[name=fault]").selectOption("drop-field");
        Locator event = page.locator(".event").first();
        assertThat(event.locator(".gist")).containsText("<img src=x");
        event.locator(".event-head").click();
        assertThat(event.locator(".before code")).containsText("<img src=x onerror=");
        page.navigate(stage.url() + "/#/experiments/" + "%3Cimg%20src=x%20onerror=%22window.attacked=1%22%3E");
        assertThat(page.locator("main .empty")).containsText("<img src=x");

        assertThat(page.evaluate("() => window.attacked ?? null")).isNull();
        assertThat(visit.number("() => document.querySelectorAll('img, b[onclick], script:not([src])').length"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#/experiments/" + DROPPED, "#/ledger", "#/switches", "#/configuration"})
    void aNarrowWindowNeedsNoScrollingSideways(String view) {
        Page page = visit.open("").page();
        page.setViewportSize(360, 740);
        visit.open(view);
        if (view.contains("ledger") || view.contains(DROPPED)) {
            page.locator(".event-head").first().click();
            page.locator(".event table.diff").waitFor();
        }
        assertThat(visit.number("() => document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        assertThat(page.locator("#stop-all")).isInViewport();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#/experiments/" + DROPPED, "#/ledger", "#/switches", "#/configuration"})
    void everyControlHasANameAndIsReachedByTab(String view) {
        Page page = visit.open(view).page();
        page.locator("main h1").waitFor();
        if (view.contains(DROPPED)) {
            page.locator(".event-head").first().waitFor();
        }
        assertThat(page.evaluate(NAMELESS)).isEqualTo(List.of());
        assertThat(page.evaluate(UNREACHABLE)).isEqualTo(List.of());
        assertThat(visit.number("() => document.querySelectorAll('h1').length")).isEqualTo(1);
        assertThat(visit.number("() => new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
                        + " - document.querySelectorAll('[id]').length"))
                .as("ids that are there twice")
                .isZero();
    }

    private static final String NAMELESS = """
            () => [...document.querySelectorAll('button, a[href], input, select, [role=switch], [role=region]')]
              .filter(each => ![each.ariaLabel, each.labels?.[0]?.textContent, each.textContent, each.title].some(name => name?.trim()))
              .map(each => each.outerHTML)""";
    private static final String UNREACHABLE = """
            () => [...document.querySelectorAll('button, a[href], input, select')]
              .filter(each => each.tabIndex < 0)
              .map(each => each.outerHTML)""";

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void textIsReadableInBothThemes(ColorScheme colours) {
        Page page = visit.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        for (String view : List.of("", "#/experiments/" + DROPPED, "#/ledger", "#/configuration")) {
            visit.open(view);
            page.locator("main h1").waitFor();
            if (!view.isEmpty() && !view.contains("configuration")) {
                page.locator(".event-head").first().click();
                page.locator("table.diff").waitFor();
            }
            assertThat(page.evaluate(PALE)).as("texts of %s", view).isEqualTo(List.of());
        }
        page.evaluate(
                "() => { document.querySelector('h1').style.color = getComputedStyle(document.body).backgroundColor; }");
        assertThat(page.evaluate(PALE)).as("a title that cannot be seen").isNotEqualTo(List.of());
    }

    /** The texts with a contrast of less than 4.5 to 1 on what they stand on, or 3 to 1 where they are large (WCAG 2.2, 1.4.3). */
    private static final String PALE = """
            () => {
              const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
              const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
              const ground = (each) => each === null ? [255, 255, 255, 1]
                : over(rgba(getComputedStyle(each).backgroundColor), rgba(getComputedStyle(each).backgroundColor)[3] === 1 ? [0, 0, 0, 1] : ground(each.parentElement));
              const linear = (c) => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
              const light = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
              const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
              return [...document.querySelectorAll('body *')]
                .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && each.checkVisibility())
                .filter((each) => !each.closest(':disabled, .unseen, .uplot, option'))
                .map((each) => {
                  const style = getComputedStyle(each);
                  const size = parseFloat(style.fontSize);
                  const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
                  const under = ground(each);
                  return [contrast(over(rgba(style.color), under), under), isLarge ? 3 : 4.5, each.outerHTML.slice(0, 200)];
                })
                .filter(([found, wanted]) => found < wanted)
                .map(([found, , html]) => found.toFixed(2) + ' ' + html);
            }""";

    @Test
    void shortcutsAreListedAndWork() {
        Page page = visit.open("").page();
        page.keyboard().press("?");
        assertThat(page.locator("#shortcuts-dialog kbd")).hasCount(10);
        page.keyboard().press("Escape");
        assertThat(page.locator("#shortcuts-dialog")).hasCount(0);

        page.keyboard().press("l");
        assertThat(page.locator("main h1")).hasText("Ledger");
        page.keyboard().press("w");
        assertThat(page.locator("main h1")).hasText("Who switched what");
        page.keyboard().press("c");
        assertThat(page.locator(".yaml")).containsText(DROPPED);
        assertThat(page.locator(".yaml")).not().containsText(Stage.TOKEN);
        page.keyboard().press("e");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator("main h1")).hasText(DROPPED);
        page.keyboard().press("h");
        assertThat(page.locator("#halt-dialog")).containsText(DROPPED);
    }

    @Test
    void darkAndLightAreChosenAndRemembered() {
        Page page = visit.open("").page();
        String paper = "() => getComputedStyle(document.body).backgroundColor";
        assertThat(page.evaluate(paper)).isEqualTo("rgb(251, 250, 247)");
        page.keyboard().press("t");
        page.keyboard().press("t");
        assertThat(page.evaluate(paper)).isEqualTo("rgb(23, 22, 20)");
        page.reload();
        assertThat(page.evaluate(paper)).isEqualTo("rgb(23, 22, 20)");
    }
}
