package dev.gregor.containers;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Readings of a thermometer as Avro in Confluent's wire format, by a real registry. */
final class AvroReadings {
    private static final int HEADER = 5;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Reading", "namespace": "shop", "fields": [
              {"name": "celsius", "type": ["null", "double"], "default": null}]}""");

    private final SchemaRegistryClient registry;
    private final String topic;
    private final int id;

    private AvroReadings(SchemaRegistryClient registry, String topic, int id) {
        this.registry = registry;
        this.topic = topic;
        this.id = id;
    }

    static AvroReadings at(String url, String topic) throws IOException, RestClientException {
        SchemaRegistryClient registry = new CachedSchemaRegistryClient(url, 10);
        return new AvroReadings(registry, topic, registry.register(topic + "-value", new AvroSchema(SCHEMA)));
    }

    ProducerRecord<byte[], byte[]> record(double celsius) throws IOException {
        GenericRecord reading = new GenericData.Record(SCHEMA);
        reading.put("celsius", celsius);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(reading, encoder);
        encoder.flush();
        return new ProducerRecord<>(topic, out.toByteArray());
    }

    /** What a record says, read by the schema that it names. */
    @Nullable
    Object celsius(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        try {
            AvroSchema writer =
                    (AvroSchema) registry.getSchemaById(ByteBuffer.wrap(value).getInt(1));
            return new GenericDatumReader<GenericRecord>(writer.rawSchema())
                    .read(null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null))
                    .get("celsius");
        } catch (IOException | RestClientException e) {
            throw new AssertionError("no reading", e);
        }
    }
}
