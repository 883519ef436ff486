package dev.gregor.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");
    private static final Template TEMPLATE = Mustache.compiler()
            .withEscaper(Escape::html)
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(resource(name + ".mustache")))
            .compile(resource("report.mustache"));

    private ReportHtml() {}

    /** The page, well-formed as HTML and as XML. */
    public static String render(Report report) {
        Map<String, String> assets =
                Map.of("style", STYLE, "script", SCRIPT, "styleHash", hash(STYLE), "scriptHash", hash(SCRIPT));
        StringWriter page = new StringWriter();
        TEMPLATE.execute(Page.of(report), assets, page);
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

    private static String resource(String name) {
        try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
