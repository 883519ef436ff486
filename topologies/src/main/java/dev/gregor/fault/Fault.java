package dev.gregor.fault;

import dev.gregor.config.FaultParameters;
import dev.gregor.config.Format;
import dev.gregor.config.TopicName;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One way of damaging a record or its timing. A fault is a record of its parameters, annotated with {@link About}, and
 * listed in the {@link Catalogue}; its name in YAML is its class name in kebab case.
 */
public interface Fault extends FaultParameters {

    /**
     * Damages the record.
     *
     * @throws Skipped if this record cannot be damaged so; nothing has been changed then
     */
    void inject(Treatment treatment) throws Skipped;

    /** How an Avro schema that the fault changes is made known. A fault with a setting of this name lets the user choose. */
    default SchemaChange schema() {
        return SchemaChange.EVOLVE;
    }

    /** Whether the fault asks for the values that a key had earlier, so that those of all records must be kept. */
    default boolean asksForThePast() {
        return false;
    }

    /** The topics that the fault takes labels from. Which these are is fixed when the proxy starts. */
    default Set<TopicName> labelTopics() {
        return Set.of();
    }

    /** Whether how long a record is held back depends on the wall clock, so that the same log does not give the same ledger. */
    default boolean holdsByTheTimeOfDay() {
        return false;
    }

    /** Whether nothing is left of the value that was there, nor of what earlier faults made of it. */
    default boolean replacesTheValue() {
        return false;
    }

    @Override
    default boolean worksOn(Format format) {
        About about = getClass().getAnnotation(About.class);
        return about == null || Arrays.asList(about.formats()).contains(format);
    }

    @Override
    default Optional<String> conflictWith(FaultParameters earlier) {
        String name = Catalogue.nameOf(earlier.getClass());
        if (earlier instanceof DropRecord) {
            return Optional.of("stands behind '" + name + "', which leaves it nothing to act on; expected it before");
        }
        if (replacesTheValue() && earlier instanceof FieldFault) {
            return Optional.of("puts another value in the place of the one that '" + name
                    + "' damaged, while the ledger would list both; expected it before");
        }
        return Optional.empty();
    }
}
