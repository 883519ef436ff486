package dev.gregor.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.RandomData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroReaderTest {
    private static final List<Schema> SCHEMAS = List.of(
            schema("'string'"),
            schema("['null','int',{'type':'map','values':'long'}]"),
            schema("{'type':'array','items':{'type':'array','items':['null','float','bytes']}}"),
            schema("{'type':'array','items':'null'}"),
            schema("{'type':'map','values':{'type':'array','items':'boolean'}}"),
            schema("{'type':'string','avro.java.string':'String'}"),
            schema("{'type':'map','values':'null','avro.java.string':'String'}"),
            schema("{'type':'record','name':'Empty','fields':[]}"),
            schema("{'type':'record','name':'Node','fields':[{'name':'next','type':['null','Node']}]}"),
            schema("{'type':'record','name':'Tree','fields':[{'name':'of','type':{'type':'array','items':'Tree'}}]}"),
            schema("{'type':'record','name':'R','aliases':['Q'],'fields':["
                    + "{'name':'e','aliases':['d'],'type':{'type':'enum','name':'E','symbols':['A','B'],'default':'A'}},"
                    + "{'name':'f','type':{'type':'fixed','name':'F','size':3}},"
                    + "{'name':'m','type':{'type':'bytes','logicalType':'decimal','precision':4,'scale':2}},"
                    + "{'name':'d','type':'double','default':1.5},"
                    + "{'name':'u','type':['string',{'type':'record','name':'I','fields':[{'name':'e','type':'E'}]},'F']},"
                    + "{'name':'t','type':{'type':'long','logicalType':'timestamp-millis'}}]}"));

    private final MemorySchemas schemas = new MemorySchemas();
    private final AvroCodec codec = new AvroCodec(schemas, "flights.features-value");

    @Test
    void readsWhatAvroReadsAndRefusesWhatItRefuses() throws Skipped {
        int refused = 0;
        int read = 0;
        for (Schema schema : SCHEMAS) {
            Random random = new Random(schema.toString().hashCode());
            for (Object datum : new RandomData(schema, 100, random.nextLong())) {
                byte[] value = schemas.write(schema, datum);
                assertSame(value, schema);
                for (int i = 0; i < 30; i++) {
                    if (assertSame(damaged(value, random), schema)) {
                        read++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void readsBlocksThatSayHowManyBytesTheyTake() throws Skipped {
        Schema ints = schema("{'type':'array','items':'int'}");
        byte[] blocks = {0, 0, 0, 0, 1, 3, 4, 2, 4, 2, 6, 0};
        assertThat(assertSame(blocks, ints)).isTrue();
        assertThat(AvroReader.read(blocks, 5, ints)).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void aGoodValueIsReadRightlyBehindHostileOnes() throws Skipped {
        Schema node = schema("{'type':'record','name':'Node','fields':[{'name':'next','type':['null','Node']},"
                + "{'name':'free','type':{'type':'array','items':'null'}}]}");
        GenericData.Record inner = node(node, null);
        byte[] good = schemas.write(node, node(node, inner));
        byte[] deep = new byte[2_000];
        Arrays.fill(deep, (byte) 2);
        ByteBuffer.wrap(deep).put(good, 0, 5);
        byte[] free = ByteBuffer.allocate(12)
                .put(good, 0, 5)
                .put((byte) 0)
                .put(new byte[] {-2, -1, -1, 127, 0})
                .array();
        for (int i = 0; i < 1_000; i++) {
            for (byte[] hostile : List.of(deep, free, Arrays.copyOf(good, good.length + 1))) {
                assertThatThrownBy(() -> codec.decode(hostile)).isInstanceOf(Skipped.class);
            }
            assertThat(JsonText.of(codec.decode(good).value()))
                    .isEqualTo("{\"next\":{\"next\":null,\"free\":[null,null]},\"free\":[null,null]}");
        }
    }

    @Test
    void manyThreadsReadAndWriteByOneCodec() throws Exception {
        Schema flight = schema(
                "{'type':'record','name':'F','fields':[{'name':'a','type':'string'},{'name':'b','type':'int'}]}");
        byte[] first = schemas.writeJson(flight, "{\"a\": \"x\", \"b\": 0}");
        dropped(first);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = "thread " + thread;
                byte[] value = schemas.writeJson(flight, "{\"a\": \"" + name + "\", \"b\": " + thread + "}");
                byte[] expected = dropped(value);
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertThat(dropped(value)).isEqualTo(expected);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private byte[] dropped(byte[] value) throws Skipped {
        Document document = codec.decode(value);
        document.topLevelFields().get(1).remove();
        return codec.encode(document);
    }

    private static GenericData.Record node(Schema schema, GenericData.@Nullable Record next) {
        GenericData.Record record = new GenericData.Record(schema);
        record.put("next", next);
        record.put("free", Arrays.asList(null, null));
        return record;
    }

    private static byte[] damaged(byte[] value, Random random) {
        byte[] damaged = Arrays.copyOf(value, Math.max(5, value.length + random.nextInt(4) - 2));
        for (int times = random.nextInt(3); times > 0 && damaged.length > 5; times--) {
            byte[] telling = {0, 1, 2, 3, 4, 10, -1, -2, 127, -128, (byte) random.nextInt()};
            damaged[5 + random.nextInt(damaged.length - 5)] = telling[random.nextInt(telling.length)];
        }
        return damaged;
    }

    /** Whether the bytes are a value; fails if Avro says otherwise, or reads another one. */
    private static boolean assertSame(byte[] bytes, Schema schema) {
        Object byAvro;
        try {
            byAvro = AvroOracle.read(bytes, schema);
        } catch (IOException | RuntimeException e) {
            assertThatThrownBy(() -> AvroReader.read(bytes, 5, schema))
                    .as("%s: %s", schema, Arrays.toString(bytes))
                    .isInstanceOf(Skipped.class);
            return false;
        }
        try {
            Object read = AvroReader.read(bytes, 5, schema);
            assertThat(shape(read)).as("%s: %s", schema, Arrays.toString(bytes)).isEqualTo(shape(byAvro));
            return true;
        } catch (Skipped e) {
            throw new AssertionError(schema + ": " + Arrays.toString(bytes), e);
        }
    }

    /** Contents with the classes that hold them; open records equal only themselves. */
    private static String shape(@Nullable Object datum) {
        if (datum instanceof OpenRecord record) {
            StringBuilder shape = new StringBuilder(record.getSchema().getFullName());
            for (Schema.Field field : record.getSchema().getFields()) {
                shape.append(',').append(shape(record.get(field.pos())));
            }
            return shape.append(';').toString();
        } else if (datum instanceof List<?> list) {
            StringBuilder shape = new StringBuilder(list.getClass().getName());
            list.forEach(item -> shape.append(',').append(shape(item)));
            return shape.append(';').toString();
        } else if (datum instanceof Map<?, ?> map) {
            StringBuilder shape = new StringBuilder(map.getClass().getName());
            map.forEach((key, item) ->
                    shape.append(',').append(shape(key)).append('=').append(shape(item)));
            return shape.append(';').toString();
        } else if (datum instanceof ByteBuffer bytes) {
            byte[] content = new byte[bytes.remaining()];
            bytes.duplicate().get(content);
            return bytes + Arrays.toString(content);
        } else if (datum instanceof org.apache.avro.util.Utf8 text) {
            return Arrays.toString(Arrays.copyOf(text.getBytes(), text.getByteLength()));
        }
        return datum == null ? "null" : datum.getClass() + ":" + datum;
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }
}
