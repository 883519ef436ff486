package dev.gregor.demo;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Flights as Avro in Confluent's wire format: a zero byte, the id of the writer's schema in four bytes, the value. A value is
 * read by the schema that it names and resolved to the reader's own, as any consumer does; what cannot be is no flight.
 */
final class AvroFlights implements FlightFormat {
    private static final int HEADER = 5;
    private static final Schema SCHEMA = SchemaBuilder.record("dev.gregor.demo.Flight")
            .fields()
            .requiredString("date")
            .requiredInt("distance")
            .requiredString("origin")
            .requiredString("destination")
            .requiredInt("delay")
            .endRecord();

    private final SchemaRegistryClient registry;
    private final int id;
    private final Map<Integer, Optional<Schema>> writers = new ConcurrentHashMap<>();

    /** @param subject what the schema is registered under, as {@code flights.raw-value} */
    AvroFlights(SchemaRegistryClient registry, String subject) {
        this.registry = registry;
        try {
            id = registry.register(subject, new AvroSchema(SCHEMA));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException("the schema of a flight could not be registered", e);
        }
    }

    @Override
    public byte[] write(Flight flight) {
        GenericRecord value = new GenericData.Record(SCHEMA);
        value.put("date", Flight.DATE.format(flight.date()));
        value.put("distance", flight.distance());
        value.put("origin", flight.origin());
        value.put("destination", flight.destination());
        value.put("delay", flight.delay());
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        out.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError("no input or output is involved", e);
        }
        return out.toByteArray();
    }

    @Override
    public Optional<Observation> read(byte @Nullable [] value) {
        if (value == null || value.length < HEADER || value[0] != 0) {
            return Optional.empty();
        }
        Optional<Schema> writer = writers.computeIfAbsent(ByteBuffer.wrap(value).getInt(1), this::writer);
        return writer.flatMap(schema -> read(value, schema));
    }

    private Optional<Schema> writer(int schemaId) {
        try {
            ParsedSchema known = registry.getSchemaById(schemaId);
            return known instanceof AvroSchema avro ? Optional.of(avro.rawSchema()) : Optional.empty();
        } catch (IOException | RestClientException e) {
            return Optional.empty();
        }
    }

    private static Optional<Observation> read(byte[] value, Schema writer) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
        try {
            GenericRecord flight = new GenericDatumReader<GenericRecord>(writer, SCHEMA).read(null, decoder);
            return Optional.of(Observation.of(
                    text(flight, "date"), number(flight, "distance"), text(flight, "origin"), number(flight, "delay")));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String text(GenericRecord flight, String field) {
        return flight.get(field).toString();
    }

    private static double number(GenericRecord flight, String field) {
        return flight.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
