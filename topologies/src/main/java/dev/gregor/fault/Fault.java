package dev.gregor.fault;

import dev.gregor.config.FaultParameters;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

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
}
