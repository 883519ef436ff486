package dev.gregor.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console where a token guards all data, where there is none, and where Gregor is gone. */
@ExtendWith(OnBroker.class)
class GuardedConsoleIT {
    private static final String EXPERIMENTS = """
              - name: dropped
                hypothesis: It holds
                enabled: true
                route: lane
                select: { fraction: 0.1 }
                faults: [ { drop-field: { field: distance } } ]
            """;

    private final TestCluster cluster;
    private final Path folder;
    private Chromium chromium;

    GuardedConsoleIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @BeforeEach
    void start() {
        chromium = Chromium.startOrSkip();
    }

    @AfterEach
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Stage stage(String id, String http) {
        return Stage.start(cluster, folder, new Stage.Plan(id, EXPERIMENTS).http(http));
    }

    @Test
    void beyondItsOwnMachineNothingIsShownWithoutTheToken() {
        try (Stage stage = stage("guarded", "bind: 0.0.0.0, port: 0, token: " + Stage.TOKEN);
                Visit visit = new Visit(chromium.browser(), stage, 1280, 900, ColorScheme.LIGHT)) {
            Page page = visit.page();
            page.navigate(stage.url());
            assertThat(page.locator("#token-dialog")).isVisible();
            visit.giveToken("guessed");
            assertThat(page.locator("#token-dialog .trouble")).containsText("refused");
            page.keyboard().press("Escape");
            assertThat(visit.banner("lost")).containsText("no token was given");
            assertThat(page.locator(".row")).hasCount(0);

            visit.button("Enter the token").click();
            visit.giveToken(Stage.TOKEN);
            assertThat(page.locator(".row")).hasCount(1);
            assertThat(visit.banner("lost")).hasCount(0);
            // the stream came with the token too, so the counts go on
            String first = page.locator(".hits b").innerText();
            assertThat(page.locator(".hits b")).not().hasText(first);
            visit.assertWellBehaved();

            stage.killGregor();
            assertThat(visit.banner("lost")).containsText("Connection lost");
            assertThat(visit.button("Try now")).isVisible();
        }
    }

    @Test
    void withoutATokenNothingCanBeSwitchedAndThePageSaysWhy() {
        try (Stage stage = stage("tokenless", "port: 0");
                Visit visit = new Visit(chromium.browser(), stage, 1280, 900, ColorScheme.LIGHT)) {
            visit.open("");
            assertThat(visit.banner("fixed")).containsText("set application.http.token");
            assertThat(visit.page().locator("#stop-all")).isDisabled();
            assertThat(visit.toggle("dropped")).hasAttribute("aria-disabled", "true");
            visit.toggle("dropped").click(new Locator.ClickOptions().setForce(true));
            assertThat(visit.page().locator(".notice")).containsText("no token is configured");
            visit.assertWellBehaved();
        }
    }
}
