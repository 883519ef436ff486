package dev.gregor.secured;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Flights in Avro, in Confluent's wire format, whose schema stands in a real registry.
 *
 * @param id that the registry gave the schema
 */
record Flights(Schema schema, int id) {
    private static final int HEADER = 5;

    /** Registers a schema of its own for each mark: nobody who knows one of them knows another. */
    static Flights register(RegistryProcess registry, String subject, String mark) {
        Schema schema = SchemaBuilder.record("dev.gregor.Flight")
                .fields()
                .requiredInt("distance")
                .requiredString("origin")
                .name(mark)
                .type()
                .intType()
                .intDefault(0)
                .endRecord();
        try {
            return new Flights(schema, client(registry).register(subject, new AvroSchema(schema)));
        } catch (IOException | RestClientException e) {
            throw new AssertionError("The schema could not be registered", e);
        }
    }

    static SchemaRegistryClient client(RegistryProcess registry) {
        return new CachedSchemaRegistryClient(registry.uri().toString(), 100);
    }

    List<ProducerRecord<byte[], byte[]>> of(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ProducerRecord<>(
                        topic, 0, 1_000L + i, ("flight-" + i).getBytes(StandardCharsets.UTF_8), value(i)))
                .toList();
    }

    private byte[] value(int number) {
        GenericRecord flight = new GenericData.Record(schema);
        schema.getFields().forEach(field -> flight.put(field.name(), 100 + number));
        flight.put("origin", "DTW");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(flight, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What a record holds by the schema that the registry has for it. */
    static GenericRecord read(RegistryProcess registry, ConsumerRecord<byte[], byte[]> record) {
        try {
            int id = ByteBuffer.wrap(record.value()).getInt(1);
            Schema schema = ((AvroSchema) client(registry).getSchemaById(id)).rawSchema();
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(record.value(), HEADER, record.value().length - HEADER, null));
        } catch (IOException | RestClientException e) {
            throw new AssertionError("A record cannot be read", e);
        }
    }
}
