package dev.gregor.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent's wire format. A document whose schema changed is written with a derived schema, which is registered
 * under the target's subject once and then remembered, never asked for per record.
 */
public final class AvroCodec implements Codec {
    private static final byte MAGIC = 0;
    private static final int HEADER = 5;
    private static final int FIRST_UNKNOWN_ID = 0x7f00_0000;

    private static final String DECOY = "-gregor-decoy";
    private static final Schema TWO_TEXTS = SchemaBuilder.record("dev.gregor.Decoy")
            .fields()
            .requiredString("one")
            .requiredString("two")
            .endRecord();

    private final Schemas schemas;
    private final String subject;
    private final Map<Derivation, Derived> derived = new ConcurrentHashMap<>();
    private final Map<Wrapper, Integer> wrappers = new ConcurrentHashMap<>();

    /**
     * A codec for one target topic.
     *
     * @param subject what derived schemas are registered under, as {@code flights.features-value}
     */
    public AvroCodec(Schemas schemas, String subject) {
        this.schemas = schemas;
        this.subject = subject;
    }

    /** From which schema, by which changes: what a derived schema is known by. */
    private record Derivation(int schemaId, List<SchemaEdit> edits, SchemaChange change) {}

    private record Derived(int id, Schema schema) {}

    private record Wrapper(Schema schema, SchemaChange change) {}

    @Override
    public Document decode(byte[] bytes) throws Skipped {
        if (bytes.length < HEADER || bytes[0] != MAGIC) {
            throw new Skipped(SkipReason.UNDECODABLE, "not Avro in Confluent's wire format");
        }
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        Schema schema = schemas.byId(id);
        return new AvroDocument(id, schema, AvroReader.read(bytes, HEADER, schema), bytes);
    }

    @Override
    public byte[] encode(Document document, SchemaChange change) throws Skipped {
        AvroDocument avro = (AvroDocument) document;
        if (!avro.isChanged()) {
            return avro.source();
        }
        avro.closeGaps();
        try {
            if (avro.edits().isEmpty()) {
                return write(avro.schemaId(), avro.schema(), avro.datum());
            }
            Derived target = derive(avro, change);
            return write(target.id(), target.schema(), avro.datum());
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            // As for an item of an array that does not fit the type which another item was given.
            throw new Skipped(SkipReason.UNENCODABLE, "does not fit its Avro schema: " + e.getMessage());
        }
    }

    private Derived derive(AvroDocument avro, SchemaChange change) throws Skipped {
        Derivation derivation = new Derivation(avro.schemaId(), avro.edits(), change);
        Derived known = derived.get(derivation);
        if (known == null) {
            Schema schema = SchemaEdit.applyAll(avro.schema(), avro.edits());
            known = new Derived(idOf(schema, change), schema);
            // The list of the document may still grow.
            derived.put(new Derivation(avro.schemaId(), List.copyOf(avro.edits()), change), known);
        }
        return known;
    }

    private int idOf(Schema schema, SchemaChange change) throws Skipped {
        return change == SchemaChange.EVOLVE ? schemas.register(subject, schema) : unknownId(schema);
    }

    /** An id for a schema that is kept from the registry: always the same, and far above those that registries give. */
    private static int unknownId(Schema schema) {
        return FIRST_UNKNOWN_ID | (int) (SchemaNormalization.parsingFingerprint64(schema) & 0xff_ffff);
    }

    @Override
    public byte[] wrap(byte[] value, String name, SchemaChange change) throws Skipped {
        AvroDocument document = (AvroDocument) decode(value);
        AvroTypes.requireName(name);
        Schema wrapper = Schema.createRecord("object_around_" + name, null, null, false);
        wrapper.setFields(List.of(new Schema.Field(name, document.schema())));
        // A record of one field is written as that field alone.
        byte[] wrapped = value.clone();
        Integer id = wrappers.get(new Wrapper(wrapper, change));
        if (id == null) {
            id = idOf(wrapper, change);
            wrappers.put(new Wrapper(wrapper, change), id);
        }
        ByteBuffer.wrap(wrapped).putInt(1, id);
        return wrapped;
    }

    @Override
    public int decoySchema() throws Skipped {
        return schemas.register(subject + DECOY, TWO_TEXTS);
    }

    private static byte[] write(int id, Schema schema, @Nullable Object datum) throws IOException {
        byte[] bytes = AvroWriter.write(HEADER, datum, schema);
        ByteBuffer.wrap(bytes).put(MAGIC).putInt(id);
        return bytes;
    }
}
