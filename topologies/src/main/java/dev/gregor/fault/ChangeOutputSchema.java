package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A newer model gives its output in another shape: wrapped, renamed, in another order, or as a percentage. */
@About(
        family = About.Family.LABELS,
        does = "a newer model with another output",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{percentage: late_probability}",
                        before = "{\"late_probability\": 0.25}",
                        after = "{\"late_probability\": 25}"))
public record ChangeOutputSchema(
        @Setting("The name of an object that all of the output is wrapped into") @Nullable
        String wrap,

        @Setting(value = "New names of fields of the top level", byDefault = "{}")
        Map<String, String> rename,

        @Setting("An array of class scores whose order is reversed: a path") @Nullable
        FieldPath reverse,

        @Setting("A score that comes times 100: a path") @Nullable
        FieldPath percentage,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements Fault {

    public ChangeOutputSchema {
        rename = Map.copyOf(rename);
        if (wrap == null && rename.isEmpty() && reverse == null && percentage == null) {
            throw new InvalidSetting(
                    "wrap", "nothing changes; expected at least one of 'wrap', 'rename', 'reverse' and 'percentage'");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        boolean changed = percentage != null && asPercentage(treatment, percentage);
        changed |= reverse != null && reversed(treatment, reverse);
        for (Map.Entry<String, String> each : new TreeMap<>(rename).entrySet()) {
            for (Field field : treatment.fields(FieldPath.ofName(each.getKey()))) {
                field.rename(each.getValue());
                changed = true;
            }
        }
        if (wrap != null) {
            List<Field> all = treatment.topLevelFields();
            if (!all.isEmpty()) {
                treatment.wrap(wrap, schema);
                changed = true;
            }
        }
        if (!changed) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "the record has nothing of what should change");
        }
    }

    private static boolean asPercentage(Treatment treatment, FieldPath path) throws Skipped {
        List<Field> scores = treatment.fields(path);
        for (Field score : scores) {
            BigDecimal before = Numbers.exact(score);
            Numbers.set(score, before, before.movePointRight(2));
        }
        return !scores.isEmpty();
    }

    private static boolean reversed(Treatment treatment, FieldPath path) throws Skipped {
        boolean changed = false;
        for (Field scores : treatment.fields(path)) {
            if (scores.value() instanceof Value.Items items) {
                List<Value> turned = new ArrayList<>(items.values());
                Collections.reverse(turned);
                scores.set(new Value.Items(turned));
                changed = true;
            }
        }
        return changed;
    }
}
