package dev.gregor.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.FieldPath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
    private static final Schema FLIGHT = schema("""
            {"type": "record", "name": "Flight", "namespace": "dev.flights", "doc": "One flight", "aliases": ["Trip"], "team": "ops",
             "fields": [
              {"name": "origin", "type": "string", "doc": "IATA"},
              {"name": "distance", "type": "int", "default": 0, "aliases": ["miles"], "unit": "mi"},
              {"name": "delay", "type": ["null", "double"], "default": null},
              {"name": "late", "type": "boolean"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["DOMESTIC", "ABROAD"]}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "hash", "type": {"type": "fixed", "name": "Four", "size": 4}},
              {"name": "raw", "type": "bytes"},
              {"name": "crew", "type": {"type": "record", "name": "Crew", "fields": [
                 {"name": "captain", "type": "string"}, {"name": "size", "type": "long"}]}},
              {"name": "legs", "type": {"type": "array", "items": {"type": "record", "name": "Leg", "fields": [
                 {"name": "to", "type": "string"}, {"name": "miles", "type": ["null", "float"]}]}}},
              {"name": "tags", "type": {"type": "map", "values": "long"}},
              {"name": "codes", "type": {"type": "array", "items": "int"}},
              {"name": "plane", "type": ["null", {"type": "record", "name": "Plane", "fields": [
                 {"name": "seats", "type": "int"}, {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}}]}]}
            ]}
            """);
    private static final String ONE = """
            {"origin": "DTW", "distance": 1750, "delay": {"double": 12.5}, "late": true, "kind": "ABROAD", "day": 11000, "hash": "abcd",
             "raw": "\\u0000\\u00ff", "crew": {"captain": "Ann", "size": 5},
             "legs": [{"to": "ORD", "miles": {"float": 0.1}}, {"to": "HNL", "miles": null}],
             "tags": {"z": 1, "a": 2, "m": 3}, "codes": [1, 2, 3], "plane": {"dev.flights.Plane": {"seats": 100, "price": "\\u0001"}}}
            """;

    private MemorySchemas schemas = new MemorySchemas();
    private AvroCodec codec = new AvroCodec(schemas, "flights.features-value");
    private byte[] one = schemas.writeJson(FLIGHT, ONE);

    @BeforeEach
    @BeforeTry
    void startAfresh() {
        schemas = new MemorySchemas();
        codec = new AvroCodec(schemas, "flights.features-value");
        one = schemas.writeJson(FLIGHT, ONE);
    }

    @Property(tries = 300)
    void anUntouchedValueIsEncodedToTheSameBytes(@ForAll long seed) throws Skipped {
        byte[] value = schemas.write(FLIGHT, randomFlight(seed));
        assertThat(codec.encode(codec.decode(value))).isEqualTo(value);
    }

    @Property(tries = 300)
    void aValueThatIsSetToItselfIsEncodedToTheSameBytes(@ForAll long seed) throws Skipped {
        byte[] value = schemas.write(FLIGHT, randomFlight(seed));
        Document document = codec.decode(value);
        for (Field field : document.topLevelFields()) {
            if (!field.path().equals("hash")) {
                field.set(field.value());
            }
        }
        assertThat(schemas.registrations()).isZero();
        assertThat(schemas.read(codec.encode(document))).isEqualTo(schemas.read(value));
    }

    @Test
    void mapsAndArraysKeepTheirOrderWhenSomethingElseChanges() throws Skipped {
        byte[] changed = changed("distance", field -> field.set(Value.Num.of(1751)));
        byte[] same = one.clone();
        int at = 5 + 1 + 3;
        assertThat(ByteBuffer.wrap(same, at, 2).getShort()).isEqualTo((short) 0xac1b);
        same[at] = (byte) 0xae;
        assertThat(changed).isEqualTo(same);
    }

    @Test
    void valuesOfAllTypesAreSeen() throws Skipped {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("origin", "DTW");
        expected.put("distance", 1750L);
        expected.put("delay", 12.5);
        expected.put("late", true);
        expected.put("kind", "ABROAD");
        expected.put("day", 11000L);
        expected.put("hash", new byte[] {'a', 'b', 'c', 'd'});
        expected.put("raw", new byte[] {0, -1});
        expected.put("crew", Map.of("captain", "Ann", "size", 5L));
        expected.put("codes", List.of(1L, 2L, 3L));
        assertThat(codec.decode(one).value().toJava())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(expected)
                .hasSize(13);
        assertThat(field("tags.a").value()).isEqualTo(Value.Num.of(2));
        assertThat(field("legs[0].miles").value()).isEqualTo(new Value.Num("0.1"));
        assertThat(field("legs[1].miles").value()).isEqualTo(Value.Null.NULL);
        assertThat(field("plane.seats").path()).isEqualTo("plane.seats");
        assertThat(codec.decode(one).fields(new FieldPath("legs[*].to")))
                .extracting(Field::path)
                .containsExactly("legs[0].to", "legs[1].to");
        assertThat(codec.decode(one).fields(new FieldPath("legs.to"))).isEmpty();
        assertThat(codec.decode(one).fields(new FieldPath("tags.x"))).isEmpty();
        assertThat(codec.decode(one).fields(new FieldPath("legs[2]"))).isEmpty();
    }

    @Test
    void aRemovedFieldIsGoneFromTheDerivedSchemaAndNothingElseIs() throws Skipped {
        byte[] changed = changed("distance", Field::remove);
        Schema derived = schemas.schemaOf(changed);
        assertThat(derived.getField("distance")).isNull();
        assertThat(derived.getFields()).hasSize(12);
        assertThat(derived.getFullName()).isEqualTo("dev.flights.Flight");
        assertThat(derived.getDoc()).isEqualTo("One flight");
        assertThat(derived.getAliases()).isEqualTo(FLIGHT.getAliases());
        assertThat(derived.getProp("team")).isEqualTo("ops");
        assertThat(derived.getField("origin").doc()).isEqualTo("IATA");
        assertThat(derived.getField("day").schema())
                .isEqualTo(FLIGHT.getField("day").schema());
        assertRestIsTheSame(changed, "distance");
    }

    @Test
    void aNullWidensTheTypeOfItsFieldAndKeepsWhatElseIsSaidOfIt() throws Skipped {
        byte[] changed = changed("distance", field -> field.set(Value.Null.NULL));
        Schema.Field field = schemas.schemaOf(changed).getField("distance");
        assertThat(field.schema()).hasToString("[\"null\",\"int\"]");
        assertThat(field.getProp("unit")).isEqualTo("mi");
        assertThat(field.aliases()).containsExactly("miles");
        assertThat(((GenericRecord) schemas.read(changed)).get("distance")).isNull();
        assertRestIsTheSame(changed, "distance");
    }

    @Test
    void aNullThatTheTypeHoldsNeedsNoNewSchema() throws Skipped {
        byte[] changed = changed("delay", field -> field.set(Value.Null.NULL));
        assertThat(schemas.registrations()).isZero();
        assertThat(((GenericRecord) schemas.read(changed)).get("delay")).isNull();
        assertRestIsTheSame(changed, "delay");
    }

    @Test
    void anotherTypeTakesThePlaceOfTheOldOne() throws Skipped {
        byte[] changed = changed("distance", field -> field.set(new Value.Text("1750")));
        assertThat(schemas.schemaOf(changed).getField("distance").schema()).hasToString("\"string\"");
        assertThat(((GenericRecord) schemas.read(changed)).get("distance")).hasToString("1750");
        assertRestIsTheSame(changed, "distance");
    }

    @Test
    void anotherTypeKeepsTheNullOfTheOldOne() throws Skipped {
        byte[] changed = changed("delay", field -> field.set(new Value.Bool(true)));
        assertThat(schemas.schemaOf(changed).getField("delay").schema()).hasToString("[\"null\",\"boolean\"]");
        assertThat(((GenericRecord) schemas.read(changed)).get("delay")).isEqualTo(true);
    }

    @Test
    void nanFitsADoubleAndMakesADoubleOfAnInt() throws Skipped {
        byte[] inDelay = changed("delay", field -> field.set(new Value.Num("NaN")));
        assertThat(((GenericRecord) schemas.read(inDelay)).get("delay")).isEqualTo(Double.NaN);
        assertThat(schemas.registrations()).isZero();
        byte[] inDistance = changed("distance", field -> field.set(new Value.Num("-Infinity")));
        assertThat(((GenericRecord) schemas.read(inDistance)).get("distance")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aNumberBeyondItsTypeWidensIt() throws Skipped {
        byte[] asLong = changed("distance", field -> field.set(new Value.Num("3000000000")));
        assertThat(((GenericRecord) schemas.read(asLong)).get("distance")).isEqualTo(3_000_000_000L);
        byte[] asDouble = changed("distance", field -> field.set(new Value.Num("99999999999999999999")));
        assertThat(((GenericRecord) schemas.read(asDouble)).get("distance")).isEqualTo(1e20);
    }

    @Test
    void anEnumTakesItsSymbolsAndBecomesTextForOthers() throws Skipped {
        byte[] known = changed("kind", field -> field.set(new Value.Text("DOMESTIC")));
        assertThat(schemas.registrations()).isZero();
        assertThat(((GenericRecord) schemas.read(known)).get("kind")).hasToString("DOMESTIC");
        byte[] unknown = changed("kind", field -> field.set(new Value.Text("SPACE")));
        assertThat(schemas.schemaOf(unknown).getField("kind").schema()).hasToString("\"string\"");
        assertRestIsTheSame(unknown, "kind");
    }

    @Test
    void aFieldBecomesAListOrAnObject() throws Skipped {
        byte[] list = changed("distance", field -> field.set(new Value.Items(List.of(field.value()))));
        assertThat(((GenericRecord) schemas.read(list)).get("distance")).isEqualTo(List.of(1750));
        byte[] object = changed("distance", field -> field.set(new Value.Fields(Map.of("value", field.value()))));
        assertThat(((GenericRecord) schemas.read(object)).get("distance")).hasToString("{\"value\": 1750}");
        byte[] nothing = changed("distance", field -> field.set(new Value.Items(List.of())));
        assertThat(((GenericRecord) schemas.read(nothing)).get("distance")).isEqualTo(List.of());
    }

    @Test
    void aNestedFieldIsRemoved() throws Skipped {
        byte[] changed = changed("crew.captain", Field::remove);
        assertThat(((GenericRecord) schemas.read(changed)).get("crew")).hasToString("{\"size\": 5}");
        assertRestIsTheSame(changed, "crew");
        byte[] inUnion = changed("plane.seats", Field::remove);
        assertThat(((GenericRecord) ((GenericRecord) schemas.read(inUnion)).get("plane"))
                        .getSchema()
                        .getField("seats"))
                .isNull();
        assertRestIsTheSame(inUnion, "plane");
    }

    @Test
    void allItemsLoseAFieldTogetherButNotOneAlone() throws Skipped {
        byte[] changed = changed("legs[*].miles", Field::remove);
        assertThat(((GenericRecord) schemas.read(changed)).get("legs"))
                .hasToString("[{\"to\": \"ORD\"}, {\"to\": \"HNL\"}]");
        assertRestIsTheSame(changed, "legs");
        assertSkipped(SkipReason.UNENCODABLE, () -> changed("legs[0].miles", Field::remove));
    }

    @Test
    void itemsAndEntriesAreRemovedWithoutANewSchema() throws Skipped {
        byte[] item = changed("codes[1]", Field::remove);
        assertThat(((GenericRecord) schemas.read(item)).get("codes")).isEqualTo(List.of(1, 3));
        byte[] all = changed("codes[*]", Field::remove);
        assertThat(((GenericRecord) schemas.read(all)).get("codes")).isEqualTo(List.of());
        byte[] entry = changed("tags.a", Field::remove);
        assertThat((Map<?, ?>) ((GenericRecord) schemas.read(entry)).get("tags"))
                .hasSize(2);
        byte[] leg = changed("legs[0]", Field::remove);
        assertThat((List<?>) ((GenericRecord) schemas.read(leg)).get("legs")).hasSize(1);
        assertThat(schemas.registrations()).isZero();
    }

    @Test
    void oneItemOfAnotherTypeMakesAUnionThatHoldsTheOthersToo() throws Skipped {
        byte[] changed = changed("codes[1]", field -> field.set(new Value.Text("two")));
        assertThat(schemas.schemaOf(changed).getField("codes").schema().getElementType())
                .hasToString("[\"int\",\"string\"]");
        assertThat(((GenericRecord) schemas.read(changed)).get("codes")).hasToString("[1, two, 3]");
        byte[] object = changed("legs[1]", field -> field.set(new Value.Fields(Map.of("value", new Value.Bool(true)))));
        assertThat(((GenericRecord) schemas.read(object)).get("legs"))
                .hasToString("[{\"to\": \"ORD\", \"miles\": 0.1}, {\"value\": true}]");
        byte[] entry = changed("tags.a", field -> field.set(Value.Null.NULL));
        assertThat((Map<?, ?>) ((GenericRecord) schemas.read(entry)).get("tags"))
                .hasSize(3)
                .containsValue(null);
    }

    @Test
    void allItemsThatBecomeObjectsShareOneNewType() throws Skipped {
        byte[] changed = changed("codes[*]", field -> field.set(new Value.Fields(Map.of("value", field.value()))));
        assertThat(((GenericRecord) schemas.read(changed)).get("codes"))
                .hasToString("[{\"value\": 1}, {\"value\": 2}, {\"value\": 3}]");
        Schema element = schemas.schemaOf(changed).getField("codes").schema().getElementType();
        assertThat(element.getTypes()).hasSize(2);
    }

    @Test
    void aListThatNoAvroTypeHoldsIsSkipped() {
        Value mixed = new Value.Items(
                List.of(new Value.Items(List.of(Value.Num.of(1))), new Value.Items(List.of(new Value.Text("a")))));
        assertSkipped(SkipReason.UNENCODABLE, () -> changed("distance", field -> field.set(mixed)));
        Value badName = new Value.Fields(Map.of("not a name", Value.Num.of(1)));
        assertSkipped(SkipReason.UNENCODABLE, () -> changed("distance", field -> field.set(badName)));
    }

    @Test
    void anItemWhoseNewTypeLeavesNoRoomForTheOthersIsSkipped() {
        byte[] nested = schemas.writeJson(
                schema(
                        "{'type':'record','name':'R','fields':[{'name':'a','type':{'type':'array','items':{'type':'array','items':'int'}}}]}"),
                "{\"a\": [[1], [2]]}");
        assertSkipped(
                SkipReason.UNENCODABLE,
                () -> changed(nested, "a[0]", field -> field.set(new Value.Items(List.of(new Value.Text("x"))))));
    }

    @Test
    void severalChangesOfOneDocumentAddUp() throws Skipped {
        Document document = codec.decode(one);
        for (Field field : document.topLevelFields().subList(4, 13)) {
            field.remove();
        }
        assertThat(document.topLevelFields())
                .extracting(Field::path)
                .containsExactly("origin", "distance", "delay", "late");
        only(document, "distance").set(new Value.Items(List.of(Value.Num.of(1), Value.Num.of(2))));
        only(document, "distance[0]").remove();
        only(document, "distance[0]").set(new Value.Text("two"));
        only(document, "late").set(Value.Null.NULL);
        only(document, "late").set(new Value.Text("yes"));
        assertThat(schemas.read(codec.encode(document)))
                .hasToString("{\"origin\": \"DTW\", \"distance\": [\"two\"], \"delay\": 12.5, \"late\": \"yes\"}");
    }

    @Test
    void whatWasRemovedIsNotSeenAgain() throws Skipped {
        Document document = codec.decode(one);
        Field codes = only(document, "codes");
        only(document, "codes[0]").remove();
        assertThat(codes.value().toJava()).isEqualTo(List.of(2L, 3L));
        assertThat(only(document, "codes[0]").value()).isEqualTo(Value.Num.of(2));
        only(document, "distance").remove();
        assertThat(document.fields(new FieldPath("distance"))).isEmpty();
        assertThat(JsonText.of(document.value())).doesNotContain("java.lang.Object@", "distance");
    }

    @Test
    void aDerivedSchemaIsRegisteredOnceForTenThousandRecords() throws Skipped {
        int id = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] changed = changed("distance", Field::remove);
            assertThat(id == 0 || id == ByteBuffer.wrap(changed).getInt(1)).isTrue();
            id = ByteBuffer.wrap(changed).getInt(1);
        }
        assertThat(schemas.registrations()).isEqualTo(1);
    }

    @Test
    void aSchemaThatTheRegistryRefusesIsIncompatible() {
        schemas.refuse();
        assertSkipped(SkipReason.INCOMPATIBLE_SCHEMA, () -> changed("distance", Field::remove));
    }

    @Test
    void aRegistryThatIsDownIsUnavailable() throws Skipped {
        Document decoded = codec.decode(one);
        only(decoded, "distance").remove();
        schemas.goDown();
        assertSkipped(SkipReason.REGISTRY_UNAVAILABLE, () -> codec.encode(decoded));
        assertSkipped(SkipReason.REGISTRY_UNAVAILABLE, () -> codec.decode(one));
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsUnknown() {
        assertSkipped(SkipReason.UNKNOWN_SCHEMA, () -> codec.decode(new byte[] {0, 0, 0, 9, 9, 1}));
        assertSkipped(SkipReason.UNKNOWN_SCHEMA, () -> codec.decode(new byte[] {0, -1, -1, -1, -1}));
    }

    @Test
    void bytesThatAreNotInTheWireFormatAreUndecodable() {
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(new byte[] {}));
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(new byte[] {0, 0, 0, 1}));
        assertSkipped(
                SkipReason.UNDECODABLE,
                () -> codec.decode("{\"a\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(Arrays.copyOf(one, one.length + 1)));
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(Arrays.copyOf(one, one.length - 1)));
    }

    @Property(tries = 1000)
    void randomBytesAreDecodedOrUndecodableAndNothingElse(@ForAll byte[] bytes) {
        byte[] value =
                ByteBuffer.allocate(5 + bytes.length).put(one, 0, 5).put(bytes).array();
        decodesOrIsUndecodable(value);
    }

    @Property(tries = 1000)
    void damagedValuesAreDecodedOrUndecodableAndNothingElse(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] value = one.clone();
        for (int times = random.nextInt(4); times >= 0; times--) {
            value[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt();
        }
        decodesOrIsUndecodable(Arrays.copyOf(value, value.length - random.nextInt(2)));
    }

    private void decodesOrIsUndecodable(byte[] value) {
        try {
            Document document = codec.decode(value);
            document.value();
            document.topLevelFields().get(0).remove();
            codec.encode(document);
        } catch (Skipped skip) {
            assertThat(skip.reason()).isIn(SkipReason.UNDECODABLE, SkipReason.UNENCODABLE);
        }
    }

    @Test
    void hostileLengthsAreRefusedBeforeMemoryIsTakenForThem() {
        Schema text = schema("'string'");
        Schema nulls = schema("{'type':'array','items':'null'}");
        Schema empties =
                schema("{'type':'array','items':{'type':'array','items':{'type':'record','name':'E','fields':[]}}}");
        Schema map = schema("{'type':'map','values':'int'}");
        for (Schema schema : List.of(text, schema("'bytes'"), nulls, map, schema("{'type':'array','items':'int'}"))) {
            for (long length :
                    new long[] {1L << 20, Integer.MAX_VALUE - 100, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -5}) {
                byte[] value = ByteBuffer.allocate(40)
                        .put((byte) 0)
                        .putInt(schemas.add(schema))
                        .put(varint(length))
                        .array();
                assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(value));
            }
        }
        ByteBuffer bomb = ByteBuffer.allocate(100_000)
                .put((byte) 0)
                .putInt(schemas.add(empties))
                .put(varint(20_000));
        while (bomb.remaining() > 4) {
            bomb.put(varint(60_000)).put((byte) 0);
        }
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(bomb.array()));
    }

    @Test
    void anArrayOfNullsIsReadAsLongAsItIsNoBomb() throws Skipped {
        Schema nulls =
                schema("{'type':'record','name':'R','fields':[{'name':'n','type':{'type':'array','items':'null'}}]}");
        GenericRecord record = new GenericData.Record(nulls);
        record.put("n", Arrays.asList(new Object[50_000]));
        byte[] value = schemas.write(nulls, record);
        assertThat(codec.decode(value).fields(new FieldPath("n[*]"))).hasSize(50_000);
    }

    @Test
    void aRecursiveTypeIsReadToFiveHundredLevelsAndNoDeeper() throws Skipped {
        Schema node = schema(
                "{'type':'record','name':'Node','fields':[{'name':'v','type':'int'},{'name':'next','type':['null','Node']}]}");
        byte[] shallow = schemas.write(node, chain(node, 500));
        Document document = codec.decode(shallow);
        assertThat(codec.encode(document)).isEqualTo(shallow);
        only(document, "next.next.v").set(Value.Num.of(7));
        assertThat(JsonText.of(codec.decode(codec.encode(document)).value())).contains("{\"v\":7,");
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(schemas.write(node, chain(node, 501))));

        byte[] abyss = new byte[2_000_000];
        Arrays.fill(abyss, (byte) 2);
        ByteBuffer.wrap(abyss).put((byte) 0).putInt(schemas.add(node));
        assertSkipped(SkipReason.UNDECODABLE, () -> codec.decode(abyss));
    }

    @Test
    void aRecursiveTypeCannotLoseAFieldAtOneLevelOnly() {
        Schema node = schema(
                "{'type':'record','name':'Node','fields':[{'name':'v','type':'int'},{'name':'next','type':['null','Node']}]}");
        byte[] value = schemas.write(node, chain(node, 3));
        assertSkipped(SkipReason.UNENCODABLE, () -> changed(value, "v", Field::remove));
        assertSkipped(SkipReason.UNENCODABLE, () -> changed(value, "next.v", Field::remove));
    }

    @Test
    void aTypeThatIsUsedTwiceCanOnlyChangeInBothPlaces() throws Skipped {
        Schema twice = schema(
                "{'type':'record','name':'R','fields':[{'name':'from','type':{'type':'record','name':'P','fields':[{'name':'x','type':'int'},{'name':'y','type':'int'}]}},{'name':'to','type':'P'}]}");
        byte[] value = schemas.writeJson(twice, "{\"from\":{\"x\":1,\"y\":2},\"to\":{\"x\":3,\"y\":4}}");
        assertSkipped(SkipReason.UNENCODABLE, () -> changed(value, "from.x", Field::remove));
        assertSkipped(SkipReason.UNENCODABLE, () -> changed(value, "to.x", field -> field.set(new Value.Text("3"))));
        assertThat(schemas.registrations()).isZero();

        Document document = codec.decode(value);
        only(document, "from.x").remove();
        only(document, "to.x").remove();
        assertThat(schemas.read(codec.encode(document))).hasToString("{\"from\": {\"y\": 2}, \"to\": {\"y\": 4}}");
    }

    @Test
    void aValueThatIsNoRecordHasNoFields() throws Skipped {
        Document document = codec.decode(schemas.write(schema("'string'"), "DTW"));
        assertThat(document.topLevelFields()).isEmpty();
        assertThat(document.fields(new FieldPath("a"))).isEmpty();
        assertThat(document.value()).isEqualTo(new Value.Text("DTW"));
    }

    @Test
    void aRecordInsideAUnionIsChangedLikeAnyOther() throws Skipped {
        Schema either = schema(
                "[{'type':'record','name':'A','fields':[{'name':'x','type':'int'},{'name':'z','type':'int'}]},{'type':'record','name':'B','fields':[{'name':'y','type':'int'},{'name':'z','type':'int'}]}]");
        byte[] value = schemas.writeJson(either, "{\"B\":{\"y\":1,\"z\":2}}");
        byte[] changed = changed(value, "y", Field::remove);
        assertThat(schemas.read(changed)).hasToString("{\"z\": 2}");
    }

    private void assertRestIsTheSame(byte[] changed, String except) {
        GenericRecord before = (GenericRecord) schemas.read(one);
        GenericRecord after = (GenericRecord) schemas.read(changed);
        for (Schema.Field field : FLIGHT.getFields()) {
            if (!field.name().equals(except)) {
                assertThat(after.get(field.name())).as(field.name()).isEqualTo(before.get(field.name()));
            }
        }
    }

    private static void assertSkipped(SkipReason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Skipped.class, skip -> assertThat(skip.reason()).isEqualTo(reason));
    }

    private interface Change {
        void of(Field field) throws Skipped;
    }

    private byte[] changed(String path, Change change) throws Skipped {
        return changed(one, path, change);
    }

    private byte[] changed(byte[] value, String path, Change change) throws Skipped {
        Document document = codec.decode(value);
        List<Field> fields = document.fields(new FieldPath(path));
        assertThat(fields).isNotEmpty();
        for (Field field : fields) {
            change.of(field);
        }
        return codec.encode(document);
    }

    private Field field(String path) throws Skipped {
        return only(codec.decode(one), path);
    }

    private static Field only(Document document, String path) {
        List<Field> fields = document.fields(new FieldPath(path));
        assertThat(fields).hasSize(1);
        return fields.get(0);
    }

    private static Object randomFlight(long seed) {
        return new RandomData(FLIGHT, 1, seed).iterator().next();
    }

    private static @Nullable GenericRecord chain(Schema node, int length) {
        GenericRecord chain = null;
        for (int i = 0; i < length; i++) {
            GenericRecord longer = new GenericData.Record(node);
            longer.put("v", i);
            longer.put("next", chain);
            chain = longer;
        }
        return chain;
    }

    private static byte[] varint(long value) {
        ByteBuffer out = ByteBuffer.allocate(10);
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7fL) != 0) {
            out.put((byte) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        return Arrays.copyOf(out.put((byte) left).array(), out.position());
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }
}
