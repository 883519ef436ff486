package dev.gregor.runtime;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gregor.config.Word;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Flights as JSON and as Avro in Confluent's wire format, written and read without any code of Gregor's. */
final class FlightValues {
    /** What stands for null in what is read, since a map may have no nulls. */
    static final Object NULL = "<null>";

    static final Schema SCHEMA = SchemaBuilder.record("Flight")
            .namespace("dev.gregor.test")
            .fields()
            .requiredLong("number")
            .requiredDouble("distance")
            .requiredString("origin")
            .requiredBoolean("cancelled")
            .endRecord();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final SchemaRegistryClient registry;
    private final int schemaId;

    enum Kind implements Word {
        JSON,
        AVRO
    }

    FlightValues(SchemaRegistryClient registry) {
        this.registry = registry;
        try {
            this.schemaId = registry.register("flights-value", new AvroSchema(SCHEMA));
        } catch (IOException | RestClientException e) {
            throw new AssertionError(e);
        }
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    /** The flight of a number, the same whenever it is asked for. */
    byte[] write(Kind kind, int number) {
        double distance = 100.25 + number;
        boolean cancelled = number % 7 == 0;
        if (kind == Kind.JSON) {
            return "{ \"number\":%d, \"distance\":%s, \"origin\":\"D\\u00fcs\", \"cancelled\":%s }"
                    .formatted(number, distance, cancelled)
                    .getBytes(StandardCharsets.UTF_8);
        }
        GenericRecord flight = new GenericRecordBuilder(SCHEMA)
                .set("number", (long) number)
                .set("distance", distance)
                .set("origin", "D\u00fcs")
                .set("cancelled", cancelled)
                .build();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            out.write(0);
            out.write(ByteBuffer.allocate(4).putInt(schemaId).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(flight, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of a value; an Avro value is read by the schema that its own id names. */
    Map<String, Object> read(Kind kind, byte[] value) {
        try {
            return kind == Kind.JSON ? fields(JSON.readValue(value, new TypeReference<>() {})) : readAvro(value);
        } catch (IOException | RestClientException e) {
            throw new AssertionError("no reader can read this", e);
        }
    }

    private Map<String, Object> readAvro(byte[] value) throws IOException, RestClientException {
        assert value[0] == 0;
        Schema schema = ((AvroSchema)
                        registry.getSchemaById(ByteBuffer.wrap(value, 1, 4).getInt()))
                .rawSchema();
        var decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
        GenericRecord flight =
                new GenericDatumReader<GenericRecord>(schema, schema, GenericData.get()).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new AssertionError("bytes behind the value");
        }
        Map<String, Object> raw = new HashMap<>();
        schema.getFields().forEach(field -> raw.put(field.name(), flight.get(field.name())));
        return fields(raw);
    }

    private static Map<String, Object> fields(Map<String, Object> raw) {
        Map<String, Object> fields = new HashMap<>();
        raw.forEach((name, value) ->
                fields.put(name, value == null ? NULL : value instanceof CharSequence text ? text.toString() : value));
        return fields;
    }
}
