package dev.gregor.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the documentation, taken of a console in operation: into the folder that the property {@code gregor.screenshots} names, or
 * else into target.
 */
@ExtendWith(OnBroker.class)
class ScreenshotsIT {
    private static final Path FOLDER = Path.of(System.getProperty("gregor.screenshots", "target/screenshots"));
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int WINDOWS = 45;
    private static final String MEASURED =
            "() => document.querySelector('.timeline').charts[1].data[3].filter(value => value !== null).length";
    private static final String EXPERIMENTS = """
              - name: distance-goes-missing
                hypothesis: Predicted delay moves by less than 6 minutes when a quarter of the records lose their distance
                enabled: true
                route: lane
                seed: 42
                select: { fraction: 0.25 }
                faults: [ { drop-field: { field: distance } } ]
                measure: &predictions { control: %1$s.out, treatment: %1$s.out.canary, window: 5s, grace: 5s, patience: 5s, outputs: { delay_minutes: { type: number }, late: { type: label } } }
                guardrails: [ { output: delay_minutes, measure: mean-absolute-difference, max: 6, windows: 2 } ]
              - name: miles-become-kilometres
                hypothesis: Predicted delay moves by less than 1 minute when 10 %% of the flights give their distance in kilometres
                enabled: true
                route: lane
                seed: 43
                select: { fraction: 0.1 }
                faults: [ { scale: { field: distance, factor: 1.609 } } ]
                measure: *predictions
                guardrails: [ { output: delay_minutes, measure: mean-absolute-difference, max: 1 } ]
              - name: features-come-late
                hypothesis: Hardly an output goes missing when 2 %% of the features come four seconds late
                enabled: true
                route: lane
                seed: 44
                select: { fraction: 0.02 }
                faults: [ { delay: { by: 4s } } ]
                measure: { control: %1$s.out, treatment: %1$s.out.canary, window: 5s, grace: 10m, patience: 20s, outputs: { delay_minutes: { type: number } } }
                guardrails: [ { measure: missing-rate, max: 0.5 } ]
              - name: unknown-airports
                hypothesis: The model falls back on the distance where it does not know the airport
                expect: detect
                enabled: false
                route: lane
                seed: 45
                select: { fraction: 0.05, where: "value.distance > 500" }
                faults: [ { unseen-category: { field: origin } } ]
            """;

    @Test
    void theConsoleIsPortrayed(TestCluster cluster, @TempDir Path folder) throws IOException {
        Files.createDirectories(FOLDER);
        try (Chromium chromium = Chromium.startOrSkip();
                Stage stage = Stage.start(
                        cluster, folder, new Stage.Plan("airline", EXPERIMENTS).past(Duration.ofMinutes(4)))) {
            try (Visit visit = new Visit(chromium.browser(), stage, 1280, 860, ColorScheme.LIGHT)) {
                awaitSomethingToSee(visit);
                portray(visit, "light");
            }
            try (Visit visit = new Visit(chromium.browser(), stage, 1280, 860, ColorScheme.DARK)) {
                portray(visit, "dark");
            }
            try (Visit visit = new Visit(chromium.browser(), stage, 360, 740, ColorScheme.LIGHT)) {
                visit.open("");
                assertThat(visit.page().locator(".row")).hasCount(4);
                take(visit, "narrow");
                visit.openExperiment("distance-goes-missing");
                awaitChart(visit);
                visit.page()
                        .locator(".timeline")
                        .evaluate("timeline => scrollTo(0, timeline.getBoundingClientRect().top + scrollY - 140)");
                take(visit, "narrow-experiment");
            }
            try (Visit visit = new Visit(chromium.browser(), stage, 1280, 860, ColorScheme.LIGHT)) {
                portrayHalt(visit);
            }
        }
    }

    private static void awaitSomethingToSee(Visit visit) {
        visit.open("");
        Locator verdicts = visit.page().locator(".row .badge");
        await().atMost(PATIENCE).until(() -> verdicts.allInnerTexts().contains("halted"));
        await().atMost(PATIENCE).until(() -> verdicts.first().innerText().equals("pass"));
        await().atMost(PATIENCE).until(() -> verdicts.nth(2).innerText().equals("pass"));
        visit.openExperiment("distance-goes-missing");
        awaitChart(visit);
        await().atMost(PATIENCE).until(() -> visit.number(MEASURED) >= WINDOWS);
    }

    private static void awaitChart(Visit visit) {
        visit.page().waitForFunction("() => document.querySelector('.timeline')?.charts !== undefined");
    }

    private static void portray(Visit visit, String theme) {
        visit.open("");
        assertThat(visit.page().locator(".row")).hasCount(4);
        take(visit, theme);
        visit.openExperiment("distance-goes-missing");
        awaitChart(visit);
        assertThat(visit.page().locator(".event")).hasCount(25);
        takeAll(visit, "experiment-" + theme, 1_560);
        visit.open("#/ledger");
        visit.page().locator("select[name=experiment]").selectOption("miles-become-kilometres");
        visit.page().locator(".event .fault").getByText("scale").nth(1).click();
        visit.page().locator("table.diff").waitFor();
        take(visit, "ledger-" + theme);
    }

    private static void portrayHalt(Visit visit) {
        visit.open("");
        visit.button("Stop everything").click();
        visit.page().locator("#halt-dialog input[name=reason]").fill("The alarm of the bookings went off");
        visit.page().locator("#halt-dialog input[name=name]").fill("Ada");
        take(visit, "stop");
        visit.button("Stop everything now").click();
        visit.giveToken(Stage.TOKEN);
        assertThat(visit.banner("halted")).containsText("The alarm of the bookings went off");
        assertThat(visit.page().locator(".row .word").first()).hasText("halted");
        take(visit, "halted");
    }

    private static void take(Visit visit, String name) {
        visit.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setPath(FOLDER.resolve("console-" + name + ".png")));
        assertThat(FOLDER.resolve("console-" + name + ".png")).isNotEmptyFile();
    }

    /** The page from its beginning down to a height. */
    private static void takeAll(Visit visit, String name, int height) {
        visit.page().setViewportSize(1280, height);
        visit.page()
                .waitForFunction("() => document.querySelector('.timeline .readout').textContent.includes('treated')");
        take(visit, name);
        visit.page().setViewportSize(1280, 860);
    }
}
