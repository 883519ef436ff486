package dev.gregor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.fault.Catalogue;
import dev.gregor.fault.CatalogueEntry;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault that is for Avro, on records with nested records, unions, maps, arrays and logical types, through a real broker. What
 * comes out is read by Avro's own reader with the schema that the registry has for it.
 */
@ExtendWith(OnBroker.class)
class AvroFaultsIT {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "long"},
              {"name": "ratio", "type": "double"},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "late", "type": "boolean"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["NEW", "USED"]}},
              {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 2}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "buyer", "type": {"type": "record", "name": "Buyer", "fields": [
                {"name": "name", "type": "string"}, {"name": "age", "type": ["null", "int"], "default": null}]}},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": "string"}, {"name": "amount", "type": "double"}]}}},
              {"name": "tags", "type": {"type": "map", "values": "long"}}
            ]}""");

    /** How each fault is written; a fault that is not listed has no settings that must be given. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("drop-field", "{field: buyer.name}"),
            Map.entry("null-field", "{field: note}"),
            Map.entry("not-a-number", "{field: ratio}"),
            Map.entry("change-type", "{field: late, to: string}"),
            Map.entry("rename-field", "{field: 'lines[*].sku', to: article}"),
            Map.entry("add-field", "{field: buyer.vip, value: true}"),
            Map.entry("nest-field", "{field: buyer, under: person}"),
            Map.entry("unexpected-string", "{field: ratio}"),
            Map.entry("default-value", "{field: id, value: -999}"),
            Map.entry("unseen-category", "{field: kind}"),
            Map.entry("swap-category", "{field: kind, permute: [NEW, USED]}"),
            Map.entry("swap-fields", "{field: id, with: at}"),
            Map.entry("reformat-time", "{field: at, from: epoch-millis, to: iso}"),
            Map.entry("reformat-number", "{field: price, as: decimal-comma}"),
            Map.entry("change-unit", "{field: price, factor: 1.5}"),
            Map.entry("reencode-text", "{field: note}"),
            Map.entry("change-case", "{field: buyer.name, to: upper}"),
            Map.entry("surround-text", "{field: note}"),
            Map.entry("typo", "{field: note}"),
            Map.entry("truncate-text", "{field: note, length: 1}"),
            Map.entry("reduce-precision", "{field: ratio, to: float16}"),
            Map.entry("overflow", "{field: at, bits: 32}"),
            Map.entry("noise", "{field: ratio, scale: 3}"),
            Map.entry("shift", "{field: buyer.age, by: 1}"),
            Map.entry("scale", "{field: 'lines[*].amount', factor: 3}"),
            Map.entry("flip-sign", "{field: price}"),
            Map.entry("outlier", "{field: ratio}"),
            Map.entry("clip", "{field: day, max: 5}"),
            Map.entry("derive-differently", "{field: id, expression: 'value.id + value.buyer.age'}"),
            Map.entry("stale-field", "{field: id, lag: 1s}"),
            Map.entry("freeze-field", "{field: id}"),
            Map.entry("leak-label", "{field: buyer.leak, from: late}"),
            Map.entry("change-header", "{name: model, value: v6}"),
            Map.entry("drop-header", "{name: model}"),
            Map.entry("shift-timestamp", "{by: -1h}"),
            Map.entry("oversize", "{bytes: 1000}"),
            Map.entry("delay", "{by: 1s, clock: event}"),
            Map.entry("stall", "{for: 1s}"),
            Map.entry("late", "{beyond: 1s}"),
            Map.entry("reorder", "{within: 3}"),
            Map.entry("replay-stale", "{lag: 1}"),
            Map.entry("rate-limit", "{records-per-second: 1000}"),
            Map.entry("flip-label", "{field: late}"),
            Map.entry("shuffle-labels", "{field: id, within: 1000}"),
            Map.entry("misalign-labels", "{field: id, by: 61}"),
            Map.entry("remove-class", "{field: late, class: true}"),
            Map.entry("change-output-schema", "{wrap: order}"),
            Map.entry("swap-model-version", "{field: kind, versions: [NEW, USED]}"),
            Map.entry("drop-metadata", "{fields: [hash, tags]}"));

    /** Faults after which a consumer cannot read the value, or must not. */
    private static final List<String> UNREADABLE = List.of(
            "tombstone",
            "truncate-bytes",
            "flip-bits",
            "append-bytes",
            "random-bytes",
            "wrong-magic-byte",
            "unknown-schema-id",
            "other-schema-id");

    private static final List<String> GONE = List.of("drop-record", "remove-class");
    private static final int EACH = 4;
    private static final long FIRST = 978_330_000_000L;

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    private static List<String> faults() {
        return Catalogue.entries().stream()
                .filter(entry -> entry.formats().contains("avro"))
                .map(CatalogueEntry::name)
                .toList();
    }

    @Test
    void everyAvroFaultIsInjectedAndWhatItLeavesIsReadByAvroItself(TestCluster cluster, @TempDir Path state)
            throws Exception {
        Lane lane = Lane.create(cluster, "avro-faults", 1).as("avro");
        int schemaId = registry.register(lane.raw() + "-value", new AvroSchema(SCHEMA));
        cluster.write(records(lane.raw(), schemaId));
        Revision revision = lane.revision(state, experiments());
        try (Proxy proxy = Proxy.start(() -> revision, new Codecs(new RegistrySchemas(registry)))) {
            assertThat(proxy.isHealthy()).isTrue();
            int dropped = GONE.size() * EACH;
            int copies = EACH;
            int all = faults().size() * EACH;
            cluster.readUntil(lane.features(), records -> records.size() >= all);
            List<ConsumerRecord<byte[], byte[]>> canary =
                    cluster.readUntil(lane.canary(), records -> records.size() >= all - dropped + copies);
            assertThat(canary).hasSize(all - dropped + copies);
            Map<String, List<ConsumerRecord<byte[], byte[]>>> byFault = byFault(canary);
            for (String fault : faults()) {
                List<ConsumerRecord<byte[], byte[]>> made = byFault.getOrDefault(fault, List.of());
                if (GONE.contains(fault)) {
                    assertThat(made).as(fault).isEmpty();
                } else {
                    assertThat(made).as("%s was injected", fault).isNotEmpty();
                    check(fault, made, schemaId);
                }
            }
        }
    }

    private void check(String fault, List<ConsumerRecord<byte[], byte[]>> made, int schemaId) throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : made) {
            if (UNREADABLE.contains(fault)) {
                assertDoesNotReadAsBefore(fault, record.value());
            } else {
                assertThat(readToTheEnd(record.value())).as(fault).isNotNull();
                boolean knowsAnotherSchema = ByteBuffer.wrap(record.value()).getInt(1) != schemaId;
                assertThat(knowsAnotherSchema).as("%s: a derived schema", fault).isEqualTo(derives(fault));
            }
        }
    }

    private static boolean derives(String fault) {
        return List.of(
                        "drop-field",
                        "change-type",
                        "rename-field",
                        "add-field",
                        "nest-field",
                        "unexpected-string",
                        "unseen-category",
                        "reformat-time",
                        "reformat-number",
                        "leak-label",
                        "oversize",
                        "change-output-schema",
                        "drop-metadata")
                .contains(fault);
    }

    private void assertDoesNotReadAsBefore(String fault, byte[] value) {
        if (fault.equals("tombstone")) {
            assertThat(value).isNull();
        } else if (fault.equals("append-bytes")) {
            // Many readers ignore what stands behind the end: that is what this fault is for.
            assertThatThrownBy(() -> readToTheEnd(value)).hasMessageContaining("bytes behind the end");
        } else {
            assertThatThrownBy(() -> assertThat(readToTheEnd(value).toString()).isIn(originals()))
                    .as(fault)
                    .isInstanceOf(Throwable.class);
        }
    }

    private static List<String> originals() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(order(i).toString());
        }
        return all;
    }

    private GenericRecord readToTheEnd(byte[] value) throws IOException, RestClientException {
        ByteBuffer head = ByteBuffer.wrap(value);
        if (head.get() != 0) {
            throw new IOException("no magic byte");
        }
        Schema schema = ((AvroSchema) registry.getSchemaById(head.getInt())).rawSchema();
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes behind the end");
        }
        return record;
    }

    private static Map<String, List<ConsumerRecord<byte[], byte[]>>> byFault(
            List<ConsumerRecord<byte[], byte[]>> canary) {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> byFault = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : canary) {
            Header experiment = record.headers().lastHeader("gregor-experiment");
            if (experiment != null) {
                byFault.computeIfAbsent(new String(experiment.value(), UTF_8), name -> new ArrayList<>())
                        .add(record);
            }
        }
        return byFault;
    }

    private static String experiments() {
        StringBuilder experiments = new StringBuilder();
        for (String fault : faults()) {
            experiments.append("""
                      - name: %1$s
                        hypothesis: It holds
                        enabled: true
                        route: lane
                        select: { where: "key == '%1$s'" }
                        faults: [ { %1$s: %2$s } ]
                    """.formatted(fault, SETTINGS.getOrDefault(fault, "{}")));
        }
        return experiments.toString();
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String topic, int schemaId) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (String fault : faults()) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic, 0, FIRST + i * 2_000L, fault.getBytes(UTF_8), written(order(i), schemaId));
                record.headers().add("model", "v7".getBytes(UTF_8));
                records.add(record);
            }
        }
        return records;
    }

    private static GenericRecord order(int i) {
        String json = """
                {"id": %1$d, "ratio": %1$d.1, "note": {"string": "Zürich"}, "late": true, "kind": "NEW", "hash": "ab",
                 "at": 978330000000, "day": 11323, "price": "\\u0004\\u00d2", "buyer": {"name": "Ann", "age": {"int": 40}},
                 "lines": [{"sku": "a", "amount": 1.5}, {"sku": "b", "amount": 2.5}], "tags": {"x": %1$d}}""".formatted(i + 1);
        try {
            return new GenericDatumReader<GenericRecord>(SCHEMA)
                    .read(null, DecoderFactory.get().jsonDecoder(SCHEMA, json));
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static byte[] written(GenericRecord order, int schemaId) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(order, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
