package dev.gregor.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A Chromium that is installed on this machine, without a window. Nothing is downloaded: the executable is the one that the property
 * {@code gregor.chromium} names, or else the first of the usual places.
 */
final class Chromium implements AutoCloseable {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-sync",
            "--disable-component-update",
            "--hide-scrollbars");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; a test on a machine without one is skipped, and says so. */
    static Chromium startOrSkip() {
        Optional<Path> executable = executable();
        if (executable.isEmpty()) {
            String line = "SKIPPED: no browser at " + String.join(", ", places())
                    + "; install chromium, or name an executable with -Dgregor.chromium=PATH";
            System.out.println(line);
            Assumptions.abort(line);
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.orElseThrow())
                        .setArgs(FLAGS));
        return new Chromium(playwright, browser);
    }

    private static Optional<Path> executable() {
        return places().stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private static List<String> places() {
        String named = System.getProperty("gregor.chromium", "");
        return named.isEmpty() ? PLACES : List.of(named);
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
