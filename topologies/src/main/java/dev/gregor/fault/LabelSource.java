package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Scalar;
import dev.gregor.config.Setting;
import dev.gregor.config.TopicName;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.Optional;

/** Where a label comes from: a field of the record itself, or another topic. */
public sealed interface LabelSource {

    Value label(Treatment treatment) throws Skipped;

    /** The topic that has to be known from the start. */
    default Optional<TopicName> topicName() {
        return Optional.empty();
    }

    /** A field of the record. */
    @Scalar(expected = "a field path, as delay")
    record InRecord(FieldPath path) implements LabelSource {
        @Override
        public Value label(Treatment treatment) throws Skipped {
            return Labelled.of(treatment, path).value();
        }
    }

    /** The newest record of another topic under the same key. */
    record Topic(
            @Setting("The topic, of the same format as the route, by the same keys")
            TopicName topic,

            @Setting("The field of the label there: a path") FieldPath field)
            implements LabelSource {
        @Override
        public Value label(Treatment treatment) throws Skipped {
            return Labelled.in(treatment.label(topic), field);
        }

        @Override
        public Optional<TopicName> topicName() {
            return Optional.of(topic);
        }
    }
}
