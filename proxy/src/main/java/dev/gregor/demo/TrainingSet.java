package dev.gregor.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a training job makes of a training topic.
 *
 * @param rows in the order of their event time
 * @param leftOut how many records were of no use, since they cannot be read or have no label
 */
record TrainingSet(List<TrainingRow> rows, long leftOut) {
    TrainingSet {
        rows = List.copyOf(rows);
    }

    /** @param values of records, in the order of their event time */
    static TrainingSet of(List<byte @Nullable []> values) {
        List<TrainingRow> rows = new ArrayList<>();
        for (byte @Nullable [] value : values) {
            Optional<TrainingRow> row = TrainingRow.read(value);
            row.ifPresent(rows::add);
        }
        return new TrainingSet(rows, values.size() - rows.size());
    }
}
