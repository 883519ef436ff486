package dev.gregor.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes JUnit's XML, which every CI server reads: a test suite for each experiment, with a test case for each guardrail and one for
 * the verdict. What failed or was halted is a failure, what is invalid an error, and what cannot tell is skipped.
 */
public final class JUnitXml {
    private static final Template TEMPLATE = Mustache.compiler()
            .withEscaper(Escape::html)
            .emptyStringIsFalse(true)
            .compile(Resources.text("junit.mustache"));

    private JUnitXml() {}

    /** The document, to be written as UTF-8. */
    public static String render(Report report) {
        List<TestSuite> suites = new ArrayList<>();
        for (ExperimentReport experiment : report.experiments()) {
            suites.add(TestSuite.of(experiment, report, suites.size()));
        }
        return TEMPLATE.execute(Map.of("suites", suites));
    }
}
