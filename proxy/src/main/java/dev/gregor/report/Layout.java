package dev.gregor.report;

import java.util.Locale;

/**
 * For which width a picture is drawn; the page shows the one that fits. The narrow picture is not the wide one made small, or
 * nobody could read it.
 */
enum Layout {
    WIDE(880, 320, 52, 118, 110),
    NARROW(360, 280, 40, 78, 78);

    final double width;
    final double height;

    /** The room for the numbers at the left. */
    final double left;

    /** The room for the whole run at the right. */
    final double right;

    /** The room that a tick needs on an axis of time. */
    final double perTick;

    Layout(double width, double height, double left, double right, double perTick) {
        this.width = width;
        this.height = height;
        this.left = left;
        this.right = right;
        this.perTick = perTick;
    }

    /** The class in the style sheet. */
    String style() {
        return "chart " + name().toLowerCase(Locale.ROOT);
    }
}
