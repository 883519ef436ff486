package dev.gregor.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;

/** The short way to one member, against the long one by the whole value. */
class AvroMemberTest {
    private static final List<String> NAMES = List.of("a", "b", "none");
    private static final String INNER = "{'type':'record','name':'I','fields':[{'name':'a','type':'long'},"
            + "{'name':'b','type':{'type':'map','values':['null','string']}}]}";
    private static final List<String> TYPES = List.of(
            "'null'",
            "'boolean'",
            "'int'",
            "'double'",
            "'string'",
            "'bytes'",
            "['null','int']",
            "{'type':'enum','name':'E','symbols':['A','B']}",
            "{'type':'fixed','name':'F','size':2}",
            "{'type':'fixed','name':'F','size':2,'logicalType':'decimal','precision':4,'scale':1}",
            "{'type':'bytes','logicalType':'decimal','precision':40,'scale':2}",
            "['null',{'type':'bytes','logicalType':'decimal','precision':40,'scale':2}]",
            "{'type':'map','values':{'type':'bytes','logicalType':'decimal','precision':40,'scale':2}}",
            "{'type':'long','logicalType':'timestamp-millis'}",
            "{'type':'array','items':" + INNER + "}",
            "{'type':'map','values':" + INNER + "}",
            "['null',{'type':'map','values':['null'," + INNER + "]}]",
            INNER,
            "['string'," + INNER + "]",
            "{'type':'record','name':'a','fields':[{'name':'b','type':['null'," + INNER + "]}]}");

    private final MemorySchemas schemas = new MemorySchemas();
    private final AvroCodec codec = new AvroCodec(schemas, "flights.features-value");

    @Test
    void aMemberIsWhatTheWholeValueHasThere() throws Skipped {
        int found = 0;
        for (String type : TYPES) {
            Schema schema = schema("{'type':'record','name':'R','fields':[{'name':'a','type':" + type
                    + "},{'name':'b','type':'int'}]}");
            for (Object datum : new RandomData(schema, 20, 7)) {
                found += assertSame(codec.decode(schemas.write(schema, datum)));
            }
        }
        assertThat(found).isGreaterThan(800);
    }

    @Test
    void aMapThatHasANameTwiceAnswersWithTheLast() throws Skipped {
        Schema map = schema("{'type':'map','values':'int'}");
        byte[] twice = {0, 0, 0, 0, 1, 4, 2, (byte) 0xff, 2, 2, (byte) 0xfe, 4, 0};
        assertThat(schemas.add(map)).isEqualTo(1);
        assertThat(codec.decode(twice).member(List.of("\ufffd"))).isEqualTo(Value.Num.of(2));
    }

    @Test
    void aValueThatIsNoRecordHasNoMembers() throws Skipped {
        for (String type : List.of("'string'", "'null'", "{'type':'map','values':'int'}")) {
            Schema schema = schema(type);
            for (Object datum : new RandomData(schema, 5, 7)) {
                assertSame(codec.decode(schemas.write(schema, datum)));
            }
        }
    }

    @Test
    void aChangedDocumentAnswersWithWhatItHasNow() throws Skipped {
        Schema schema = schema("{'type':'record','name':'R','fields':[{'name':'a','type':" + INNER
                + "},{'name':'b','type':{'type':'array','items':'int'}}]}");
        for (Object datum : new RandomData(schema, 20, 7)) {
            Document document = codec.decode(schemas.write(schema, datum));
            document.add(new FieldPath("a.none"), new Value.Fields(Map.of("a", Value.Num.of(1))));
            assertSame(document);
            document.fields(new FieldPath("a.a")).get(0).remove();
            assertSame(document);
            document.fields(new FieldPath("a.b")).get(0).rename("a");
            assertSame(document);
            document.fields(new FieldPath("a")).get(0).flatten();
            document.fields(new FieldPath("b")).get(0).set(new Value.Text("x"));
            assertSame(document);
            assertThat(document.member(List.of("a"))).isNull();
        }
    }

    /** How many of the paths lead to something. */
    private static int assertSame(Document document) {
        int found = 0;
        for (List<String> path : paths()) {
            Value member = document.member(path);
            assertThat(member)
                    .as("%s of %s", path, document.value())
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(new ByValue(document).member(path));
            found += member == null ? 0 : 1;
        }
        return found;
    }

    private static List<List<String>> paths() {
        List<List<String>> paths = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < paths.size() && paths.get(i).size() < 4; i++) {
            for (String name : NAMES) {
                List<String> longer = new ArrayList<>(paths.get(i));
                longer.add(name);
                paths.add(longer);
            }
        }
        return paths;
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    /** A document without a short way of its own. */
    private record ByValue(Document document) implements Document {
        @Override
        public List<Field> fields(List<Step> steps) {
            return document.fields(steps);
        }

        @Override
        public List<Field> topLevelFields() {
            return document.topLevelFields();
        }

        @Override
        public Value value() {
            return document.value();
        }

        @Override
        public void add(FieldPath path, Value value) {
            throw new UnsupportedOperationException();
        }
    }
}
