package dev.gregor.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page read with the strictest parser there is, so that what it holds can be asked for. */
record ParsedPage(String html, Document document) {

    static ParsedPage of(ExperimentReport... experiments) {
        return of(SampleReports.report(experiments));
    }

    static ParsedPage of(Report report) {
        return ofXml(ReportHtml.render(report));
    }

    static ParsedPage of(SideBySide sideBySide) {
        return ofXml(ReportHtml.render(sideBySide));
    }

    static ParsedPage ofXml(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            return new ParsedPage(html, factory.newDocumentBuilder().parse(new InputSource(new StringReader(html))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    /** The text of every element or attribute that the XPath finds. */
    List<String> texts(String xpath) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(xpath, document, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i)
                        .getTextContent()
                        .replaceAll("[\\s\\u00a0]+", " ")
                        .strip());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(xpath, e);
        }
    }

    String text(String xpath) {
        return String.join(" | ", texts(xpath));
    }
}
