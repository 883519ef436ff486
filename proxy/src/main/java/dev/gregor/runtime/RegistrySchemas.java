package dev.gregor.runtime;

import dev.gregor.config.Secrets;
import dev.gregor.record.Schemas;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas from a registry that speaks Confluent's API. What was answered once is remembered. A refusal and an outage are
 * remembered for a while too, so that no record waits for a question that was just answered with no.
 */
public final class RegistrySchemas implements Schemas {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrySchemas.class);
    private static final int SCHEMAS_PER_SUBJECT = 1_000;
    private static final Duration REFUSAL_HOLDS = Duration.ofSeconds(10);
    private static final Duration OUTAGE_HOLDS = Duration.ofSeconds(1);
    private static final Duration LOGGED_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final SchemaRegistryClient client;
    private final LongSupplier nanos;
    private final Secrets secrets;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Object, Refusal> refusals = new ConcurrentHashMap<>();
    private volatile Refusal outage = new Refusal(new Skipped(SkipReason.REGISTRY_UNAVAILABLE, "none"), Long.MIN_VALUE);

    private record Refusal(Skipped skipped, long untilNanos) {}

    private record Registration(String subject, Schema schema) {}

    /** Schemas from the registry behind a client. */
    public RegistrySchemas(SchemaRegistryClient client) {
        this(client, System::nanoTime);
    }

    RegistrySchemas(SchemaRegistryClient client, LongSupplier nanos) {
        this(client, nanos, Secrets.among(List.of()));
    }

    private RegistrySchemas(SchemaRegistryClient client, LongSupplier nanos, Secrets secrets) {
        this.client = client;
        this.nanos = nanos;
        this.secrets = secrets;
    }

    /**
     * Schemas from the registry that the properties name.
     *
     * @param properties any property of the registry client; {@code url} is short for {@code schema.registry.url} and may
     *     list several, parted by commas
     * @throws UnusableSettings if the client cannot be made of them
     */
    public static RegistrySchemas connect(Map<String, String> properties) {
        RegistrySettings settings = RegistrySettings.of(properties);
        Secrets secrets = Secrets.among(List.of(properties));
        try {
            CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(
                    settings.urls(),
                    SCHEMAS_PER_SUBJECT,
                    List.of(new AvroSchemaProvider()),
                    settings.properties(),
                    Map.of());
            return new RegistrySchemas(client, System::nanoTime, secrets);
        } catch (RuntimeException e) {
            throw new UnusableSettings(
                    secrets.hide("application.schema-registry: the registry's client cannot work with this: "
                            + ClusterFailure.rootInOneLine(e)
                            + "; expected settings of Confluent's client, as in docs/security.md"),
                    e);
        }
    }

    @Override
    public Schema byId(int id) throws Skipped {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        ParsedSchema parsed = ask(id, () -> said(id));
        if (!(parsed instanceof AvroSchema avro)) {
            throw new Skipped(SkipReason.UNDECODABLE, "schema " + id + " is no Avro schema");
        }
        byId.put(id, avro.rawSchema());
        return avro.rawSchema();
    }

    /** The registry's answer, of which the client makes a schema without a schema if it says nothing. */
    private ParsedSchema said(int id) throws IOException, RestClientException {
        ParsedSchema parsed = client.getSchemaById(id);
        if (parsed == null || parsed.rawSchema() == null) {
            throw new IOException("the answer to schema " + id + " holds no schema");
        }
        return parsed;
    }

    @Override
    public int register(String subject, Schema schema) throws Skipped {
        return ask(new Registration(subject, schema), () -> client.register(subject, new AvroSchema(schema)));
    }

    /** The same schemas, where a derived one is only looked up and never registered. */
    Schemas readOnly() {
        return new Schemas() {
            @Override
            public Schema byId(int id) throws Skipped {
                return RegistrySchemas.this.byId(id);
            }

            @Override
            public int register(String subject, Schema schema) throws Skipped {
                return ask(new Registration(subject, schema), () -> client.getId(subject, new AvroSchema(schema)));
            }
        };
    }

    private interface Question<T> {
        T ask() throws IOException, RestClientException;
    }

    private <T> T ask(Object key, Question<T> question) throws Skipped {
        throwIfHolds(outage);
        Refusal refusal = refusals.get(key);
        if (refusal != null) {
            throwIfHolds(refusal);
        }
        try {
            return question.ask();
        } catch (RestClientException e) {
            SkipReason reason = reasonOf(e.getStatus());
            if (reason == SkipReason.REGISTRY_UNAVAILABLE) {
                throw outOfReach(e);
            }
            Skipped skipped = new Skipped(reason, inOneLine(e));
            refusals.put(key, new Refusal(skipped, nanos.getAsLong() + REFUSAL_HOLDS.toNanos()));
            LOG.warn("{}; records that need it pass untouched", skipped.getMessage());
            throw skipped;
        } catch (IOException | RuntimeException e) {
            throw outOfReach(e);
        }
    }

    private Skipped outOfReach(Exception failure) {
        Skipped skipped = new Skipped(SkipReason.REGISTRY_UNAVAILABLE, inOneLine(failure));
        long now = nanos.getAsLong();
        if (outage.untilNanos() == Long.MIN_VALUE || now - outage.untilNanos() > LOGGED_AGAIN_AFTER.toNanos()) {
            LOG.warn("{}; records that need it pass untouched until it answers", skipped.getMessage());
        }
        outage = new Refusal(skipped, now + OUTAGE_HOLDS.toNanos());
        return skipped;
    }

    private String inOneLine(Exception failure) {
        if (failure instanceof RestClientException refusal
                && (refusal.getStatus() == UNAUTHORIZED || refusal.getStatus() == FORBIDDEN)) {
            return "schema registry: HTTP " + refusal.getStatus()
                    + ", it does not let us in; check the credentials under application.schema-registry";
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return secrets.hide("schema registry: " + message.lines().findFirst().orElse(""));
    }

    private void throwIfHolds(Refusal refusal) throws Skipped {
        if (refusal.untilNanos() != Long.MIN_VALUE && refusal.untilNanos() - nanos.getAsLong() > 0) {
            throw refusal.skipped();
        }
    }

    private static SkipReason reasonOf(int status) {
        return switch (status) {
            case NOT_FOUND -> SkipReason.UNKNOWN_SCHEMA;
            case CONFLICT, UNPROCESSABLE -> SkipReason.INCOMPATIBLE_SCHEMA;
            default -> SkipReason.REGISTRY_UNAVAILABLE;
        };
    }
}
