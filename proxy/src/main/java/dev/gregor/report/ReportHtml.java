package dev.gregor.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Renders {@code report.html}: one self-contained page that needs no network, no script and no font of its own. Whatever comes
 * out of records and configuration is escaped by the template, and a content security policy that names style and script by
 * their hash keeps anything else from running.
 */
public final class ReportHtml {
    private static final String STYLE = Resources.text("report.css");
    private static final String SCRIPT = Resources.text("report.js");
    private static final Template TEMPLATE = Mustache.compiler()
            .withEscaper(Escape::html)
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(Resources.text(name + ".mustache")))
            .compile(Resources.text("report.mustache"));

    private ReportHtml() {}

    /** The page, well-formed as HTML and as XML. */
    public static String render(Report report) {
        return render(Page.of(report));
    }

    /** The page with experiments beside each other first, and then one after the other. */
    public static String render(SideBySide sideBySide) {
        return render(Page.of(sideBySide));
    }

    private static String render(Page content) {
        Map<String, String> assets =
                Map.of("style", STYLE, "script", SCRIPT, "styleHash", hash(STYLE), "scriptHash", hash(SCRIPT));
        StringWriter page = new StringWriter();
        TEMPLATE.execute(content, assets, page);
        return page.toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
