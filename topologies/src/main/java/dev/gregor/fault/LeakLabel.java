package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.TopicName;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.List;
import java.util.Set;

/** Target leakage: the label stands inside a feature, where it will not be when the model serves. */
@About(
        family = About.Family.FIELDS,
        does = "target leakage: the label inside a feature",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, from: delay}",
                        before = "{\"distance\": 1750, \"delay\": 12}",
                        after = "{\"distance\": 12, \"delay\": 12}"))
public record LeakLabel(
        @Setting("The feature: a path; it is added where the record lacks it")
        FieldPath field,

        @Setting("The label: a path in the same record, or topic {topic, field}")
        LabelSource from,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements Fault {

    @Override
    public Set<TopicName> labelTopics() {
        return from.topicName().map(Set::of).orElse(Set.of());
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        Value label = from.label(treatment);
        List<Field> features = treatment.fields(field);
        if (features.isEmpty()) {
            treatment.addField(field, label);
        } else if (features.get(0).value().equals(label)) {
            throw new Skipped(SkipReason.NO_EFFECT, field + " is the label already");
        } else {
            features.get(0).set(label);
        }
    }
}
