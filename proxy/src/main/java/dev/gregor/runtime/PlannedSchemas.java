package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.record.Schemas;
import dev.gregor.record.Skipped;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Schemas for a dry run: they are read from the registry, but a derived one is only numbered here and never registered. */
final class PlannedSchemas implements Schemas {
    private final Schemas registry;
    private final List<Schema> planned = new ArrayList<>();

    PlannedSchemas(Schemas registry) {
        this.registry = registry;
    }

    static PlannedSchemas of(Application application) {
        return new PlannedSchemas(Codecs.schemas(application));
    }

    @Override
    public Schema byId(int id) throws Skipped {
        return id < 0 ? planned.get(-1 - id) : registry.byId(id);
    }

    /** A negative id, which no registry gives. */
    @Override
    public int register(String subject, Schema schema) {
        if (!planned.contains(schema)) {
            planned.add(schema);
        }
        return -1 - planned.indexOf(schema);
    }
}
