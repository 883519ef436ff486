package dev.gregor.fault;

import dev.gregor.config.Checks;
import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.Fraction;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The label says another class: mislabelled samples in a controlled amount. */
@About(
        family = About.Family.LABELS,
        does = "mislabelled samples in a controlled amount",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: late}",
                        before = "{\"origin\": \"DTW\", \"late\": false}",
                        after = "{\"origin\": \"DTW\", \"late\": true}"))
public record FlipLabel(
        @Setting("The field of the label: a path") FieldPath field,

        @Setting(
                value = "The classes that a label may flip to, as text; needed with uniform, but for true and false",
                byDefault = "[]")
        List<String> classes,

        @Setting(
                value =
                        "How the other class is drawn: uniform, or by its frequency among the labels of the partition so far",
                byDefault = "uniform")
        Choice choose,

        @Setting(
                "Instead of both: for a class the classes that it flips to, each with its weight, 0 or more; a class that is not listed keeps its label")
        @Nullable
        Map<String, Map<String, Double>> matrix,

        @Setting(value = "The share of the selected records whose label flips, from 0 to 1", byDefault = "1")
        Fraction fraction)
        implements ObservingFault {

    public FlipLabel {
        classes = List.copyOf(classes);
        Checks checks = new Checks();
        checks.require(
                matrix == null || (classes.isEmpty() && choose == Choice.UNIFORM),
                "matrix",
                "says already what flips to what; expected no 'classes' and no 'choose' beside it");
        checks.require(matrix == null || !matrix.isEmpty(), "matrix", "is empty; expected at least one class");
        checks.require(classes.size() != 1, "classes", "'" + classes + "' leaves no choice; expected two or more");
        if (matrix != null) {
            matrix.forEach((name, row) -> checks.require(
                    row.values().stream().allMatch(weight -> weight >= 0),
                    "matrix." + name,
                    "has a weight below 0; expected 0 or more"));
        }
        checks.done();
    }

    @Override
    public void observe(Treatment seen) throws Skipped {
        if (choose == Choice.FREQUENCY) {
            String name = Classes.nameOf(Labelled.of(seen, field).value());
            seen.memory().summarize(seen.scope(), summary -> summary.count(name));
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        Value label = Labelled.of(treatment, field).value();
        if (treatment.draw().nextDouble() >= fraction.value()) {
            throw new Skipped(SkipReason.NO_EFFECT, "the draw leaves the label as it is");
        }
        String own = Classes.nameOf(label);
        Map<String, Double> weights = new TreeMap<>(weights(treatment, label, own));
        weights.remove(own);
        weights.values().removeIf(weight -> weight <= 0);
        if (weights.isEmpty()) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "there is no class that '" + own + "' could flip to");
        }
        Labelled.set(treatment, field, Classes.like(label, drawn(weights, treatment.draw())));
    }

    private Map<String, Double> weights(Treatment treatment, Value label, String own) {
        if (matrix != null) {
            return matrix.getOrDefault(own, Map.of());
        }
        Map<String, Double> weights = new TreeMap<>();
        if (choose == Choice.FREQUENCY) {
            Map<String, Long> seen =
                    treatment.memory().summary(treatment.scope()).classes();
            seen.forEach((name, count) -> weights.put(name, (double) count));
        } else if (classes.isEmpty() && label instanceof Value.Bool) {
            weights.put(own.equals("true") ? "false" : "true", 1.0);
        } else {
            classes.forEach(name -> weights.put(name, 1.0));
        }
        return weights;
    }

    private static String drawn(Map<String, Double> weights, Draw draw) {
        double left = draw.nextDouble()
                * weights.values().stream().mapToDouble(Double::doubleValue).sum();
        String last = "";
        for (Map.Entry<String, Double> each : weights.entrySet()) {
            last = each.getKey();
            left -= each.getValue();
            if (left < 0) {
                break;
            }
        }
        return last;
    }

    /** How the other class is drawn. */
    public enum Choice implements Word {
        UNIFORM,
        FREQUENCY
    }
}
