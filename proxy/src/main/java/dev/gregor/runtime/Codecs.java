package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Format;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.record.AvroCodec;
import dev.gregor.record.BytesCodec;
import dev.gregor.record.Codec;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.Schemas;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import org.apache.avro.Schema;

/** The codecs of one application, all on the same schema registry. */
public final class Codecs {
    private final Schemas schemas;

    public Codecs(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The codecs of an application; the registry is asked only when Avro first comes by. */
    public static Codecs of(Application application) {
        return new Codecs(schemas(application));
    }

    /** As {@link #of(Application)}, but nothing is ever registered: what was derived before is found. */
    public static Codecs readOnly(Application application) {
        return new Codecs(
                application.schemaRegistry().isEmpty()
                        ? new NoRegistry()
                        : RegistrySchemas.connect(application.schemaRegistry()).readOnly());
    }

    static Schemas schemas(Application application) {
        return application.schemaRegistry().isEmpty()
                ? new NoRegistry()
                : RegistrySchemas.connect(application.schemaRegistry());
    }

    /** The codec for the values of a route, whose derived schemas stand under the subject of its treatment topic. */
    public Codec of(Route route) {
        TopicName treatment = route.canary() == null ? route.to() : route.canary();
        return of(route.value(), treatment);
    }

    /** The codec for the values of a topic. */
    public Codec of(Format format, TopicName topic) {
        return switch (format) {
            case JSON -> new JsonCodec();
            case AVRO -> new AvroCodec(schemas, topic + "-value");
            case BYTES -> new BytesCodec();
        };
    }

    private static final class NoRegistry implements Schemas {
        @Override
        public Schema byId(int id) throws Skipped {
            throw none();
        }

        @Override
        public int register(String subject, Schema schema) throws Skipped {
            throw none();
        }

        private static Skipped none() {
            return new Skipped(SkipReason.REGISTRY_UNAVAILABLE, "no application.schema-registry is configured");
        }
    }
}
