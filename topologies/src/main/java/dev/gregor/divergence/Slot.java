package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.FieldPath;
import dev.gregor.config.Output;

/**
 * A place in an output where a compared value stands. Experiments that compare the same place share its slot.
 *
 * @param id follows from type and path, so that messages on their way keep their meaning when the configuration changes
 */
record Slot(long id, Output.Type type, FieldPath path) {

    static Slot of(String name, Output output) {
        FieldPath path = output.path() == null ? new FieldPath(name) : output.path();
        return new Slot(
                Hashing.komihash5_0().hashCharsToLong(output.type().word() + ":" + path.text()), output.type(), path);
    }
}
