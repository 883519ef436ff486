package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.Expression;
import dev.gregor.config.FieldPath;
import dev.gregor.config.Measurement;
import dev.gregor.config.Output;
import dev.gregor.measure.TruthSummary;

/**
 * A place in an output where a compared value stands. Experiments that compare the same place share its slot.
 *
 * @param id follows from type and path, so that messages on their way keep their meaning when the configuration changes
 */
record Slot(long id, Output.Type type, FieldPath path) {

    static Slot of(String name, Output output, Measurement measurement) {
        return of(output.type(), measurement.pathOf(name));
    }

    /** Where the true value stands; that of a score is the name of a class. */
    static Slot ofTruth(Output output, FieldPath path) {
        return of(TruthSummary.truthOf(output.type()), path);
    }

    /** The id under which the value of an expression stands, the segment of a pair. */
    static long idOf(Expression segment) {
        return Hashing.komihash5_0().hashCharsToLong("segment:" + segment.source());
    }

    private static Slot of(Output.Type type, FieldPath path) {
        return new Slot(Hashing.komihash5_0().hashCharsToLong(type.word() + ":" + path.text()), type, path);
    }
}
