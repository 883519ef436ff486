package dev.gregor.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Builds SVG text. Every text and attribute is escaped; coordinates are written to a tenth of a unit. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    /**
     * Begins a picture with its title and description.
     *
     * @param id the id of the picture, and what the ids in it begin with
     */
    static Svg picture(String style, double width, double height, String id, String title, String description) {
        Svg svg = new Svg();
        svg.open(
                "svg",
                "id",
                id,
                "class",
                style,
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        svg.text(title, "title", "id", id + "-title");
        svg.text(description, "desc", "id", id + "-desc");
        return svg;
    }

    /**
     * An element that is closed later.
     *
     * @param attributes names and values in turn
     */
    Svg open(String name, Object... attributes) {
        out.append('<').append(name);
        attributes(attributes);
        out.append('>');
        return this;
    }

    Svg close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element without content. */
    Svg empty(String name, Object... attributes) {
        out.append('<').append(name);
        attributes(attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds only text. */
    Svg text(String text, String name, Object... attributes) {
        open(name, attributes);
        out.append(Escape.html(text));
        return close(name);
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return empty("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    /**
     * A text at a place.
     *
     * @param anchor which end of the text stands there: start, middle or end
     */
    Svg label(String style, double x, double y, String anchor, String text) {
        return text(text, "text", "class", style, "x", x, "y", y, "text-anchor", anchor);
    }

    Svg circle(String style, double cx, double cy, double r) {
        return empty("circle", "class", style, "cx", cx, "cy", cy, "r", r);
    }

    Svg path(String style, CharSequence d) {
        return empty("path", "class", style, "d", d);
    }

    Svg rectangle(String style, double x, double y, double width, double height) {
        return empty("rect", "class", style, "x", x, "y", y, "width", width, "height", height);
    }

    static String number(double value) {
        BigDecimal tenth = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
        return tenth.signum() == 0 ? "0" : tenth.stripTrailingZeros().toPlainString();
    }

    private void attributes(Object... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Double number ? number(number) : value.toString();
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Escape.html(text))
                    .append('"');
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
