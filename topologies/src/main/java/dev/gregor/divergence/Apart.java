package dev.gregor.divergence;

import dev.gregor.measure.OutputValue;
import dev.gregor.measure.Rankings;
import dev.gregor.measure.Texts;
import dev.gregor.measure.Vectors;

/** How far two values of one output lie apart, by the measure that leads for its type, and how a reader sees them. */
final class Apart {
    private Apart() {}

    /** The absolute difference of numbers, 1 for another label, 1 less the rank-biased overlap, the cosine or the edit distance. */
    static double between(OutputValue control, OutputValue treatment) {
        if (control instanceof OutputValue.Quantity c && treatment instanceof OutputValue.Quantity t) {
            return Math.abs(t.value() - c.value());
        } else if (control instanceof OutputValue.Ranking c && treatment instanceof OutputValue.Ranking t) {
            return 1 - Rankings.rankBiasedOverlap(Rankings.PERSISTENCE, c.items(), t.items());
        } else if (control instanceof OutputValue.Vector c && treatment instanceof OutputValue.Vector t) {
            return Vectors.cosineDistance(c.values(), t.values());
        } else if (control instanceof OutputValue.Text c && treatment instanceof OutputValue.Text t) {
            return Texts.editDistance(c.text(), t.text());
        }
        return control.equals(treatment) ? 0 : 1;
    }

    static String text(OutputValue value) {
        if (value instanceof OutputValue.Quantity quantity) {
            return Double.toString(quantity.value());
        } else if (value instanceof OutputValue.Label label) {
            return label.text();
        } else if (value instanceof OutputValue.Text text) {
            return text.text();
        } else if (value instanceof OutputValue.Ranking ranking) {
            return ranking.items().toString();
        }
        return value.toString();
    }
}
