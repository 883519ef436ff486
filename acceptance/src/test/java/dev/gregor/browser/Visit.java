package dev.gregor.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;

/** One person at the console, in a browser that knows nothing yet. What the page asks for and complains of is kept. */
final class Visit implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;

    private final Stage stage;
    private final BrowserContext context;
    private final Page page;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Comes with a window of this size. */
    Visit(Browser browser, Stage stage, int width, int height, ColorScheme colours) {
        this.stage = stage;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(width < 500 ? 2 : 1)
                .setColorScheme(colours));
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onRequest(request -> requests.add(request.url()));
        page.onConsoleMessage(message -> {
            // the browser itself says this of an answer 401, which is how the page learns that a token is needed
            boolean isOfToken = message.text().contains("status of 401");
            if (List.of("error", "warning").contains(message.type()) && !isOfToken) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    /** Opens a view by what stands behind # in its address. */
    Visit open(String view) {
        page.navigate(stage.url() + "/" + view);
        assertThat(page.locator(".connection")).hasAttribute("data-state", "live");
        return this;
    }

    /** Opens the view of one experiment. */
    Visit openExperiment(String name) {
        return open("#/experiments/" + name);
    }

    Locator toggle(String experiment) {
        return page.getByRole(
                AriaRole.SWITCH, new Page.GetByRoleOptions().setName(experiment).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator banner(String kind) {
        return page.locator("[data-banner=" + kind + "]");
    }

    /** Enters a token into the dialog that asks for one. */
    Visit giveToken(String token) {
        Locator dialog = page.locator("#token-dialog");
        dialog.locator("input[name=token]").fill(token);
        dialog.locator("button[type=submit]").click();
        return this;
    }

    /** Presses Tab until an element has the focus. */
    void tabTo(String selector) {
        for (int i = 0; i < 200; i++) {
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    /** A number of the page. */
    double number(String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    /** Where the page went while it was used: to its own origin only, and without any error in the console of the browser. */
    void assertWellBehaved() {
        Assertions.assertThat(requests)
                .isNotEmpty()
                .allSatisfy(url -> Assertions.assertThat(url).startsWith(stage.url() + "/"));
        Assertions.assertThat(complaints)
                .as("said in the console of the browser")
                .isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
