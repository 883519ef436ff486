package dev.gregor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gregor.record.AvroCodec;
import dev.gregor.record.MemorySchemas;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the fields of a rich Avro record, read back by Avro's own reader with the schema that the value names. */
class AvroDamageTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "long"},
              {"name": "count", "type": "int"},
              {"name": "ratio", "type": "float"},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "paid", "type": "boolean"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["NEW", "USED"]}},
              {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 2}},
              {"name": "blob", "type": "bytes"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "buyer", "type": {"type": "record", "name": "Buyer", "fields": [
                {"name": "name", "type": "string"},
                {"name": "age", "type": ["null", "int"], "default": null}]}},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": "string"},
                {"name": "amount", "type": "double"}]}}},
              {"name": "tags", "type": {"type": "map", "values": "long"}},
              {"name": "scores", "type": {"type": "array", "items": "double"}}
            ]}""");
    private static final String JSON = """
            {"id": 7, "count": 3, "ratio": 1.1, "note": {"string": "Zürich"}, "paid": true, "kind": "NEW",
             "hash": "ab", "blob": "xyz", "at": 978330000000, "day": 11323, "price": "\\u0004\\u00d2",
             "buyer": {"name": "Ann", "age": {"int": 40}},
             "lines": [{"sku": "a", "amount": 1.5}, {"sku": "b", "amount": 2.5}],
             "tags": {"x": 1, "y": 2}, "scores": [0.1, 0.9]}""";

    private final MemorySchemas schemas = new MemorySchemas();
    private final AvroCodec codec = new AvroCodec(schemas, "orders-value");
    private final byte[] before = schemas.writeJson(SCHEMA, JSON);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop-field: {field: buyer.name}                        | buyer  | {"age": 40}
            drop-field: {field: 'lines[*].sku'}                    | lines  | [{"amount": 1.5}, {"amount": 2.5}]
            null-field: {field: note}                              | note   | null
            null-field: {field: id}                                | id     | null
            not-a-number: {field: count}                           | count  | NaN
            not-a-number: {field: ratio}                           | ratio  | NaN
            change-type: {field: paid, to: string}                 | paid   | true
            change-type: {field: tags, to: array}                  | tags   | [{x=1, y=2}]
            rename-field: {field: buyer, to: customer}             | customer | {"name": "Ann", "age": 40}
            rename-field: {field: buyer.age, to: years}            | buyer  | {"name": "Ann", "years": 40}
            rename-field: {field: 'lines[*].sku', to: article}     | lines  | [{"article": "a", "amount": 1.5}, {"article": "b", "amount": 2.5}]
            add-field: {field: gate, value: B12}                   | gate   | B12
            add-field: {field: buyer.vip, value: true}             | buyer  | {"name": "Ann", "age": 40, "vip": true}
            add-field: {field: 'lines[0].tax', value: 7}           | lines  | [{"sku": "a", "amount": 1.5, "tax": 7}, {"sku": "b", "amount": 2.5, "tax": 0}]
            nest-field: {field: buyer, under: person}              | person | {"buyer": {"name": "Ann", "age": 40}}
            nest-field: {field: buyer, flatten: true}              | buyer_age | 40
            unexpected-string: {field: count, values: [N/A]}       | count  | N/A
            default-value: {field: note, value: ''}                | note   | ''
            unseen-category: {field: kind, values: [BROKEN]}       | kind   | BROKEN
            swap-category: {field: kind, mapping: {NEW: USED}}     | kind   | USED
            swap-fields: {field: id, with: count}                  | id     | 3
            swap-fields: {field: note, with: kind}                 | note   | NEW
            reformat-time: {field: at, from: epoch-millis, to: iso} | at    | 2001-01-01T06:20:00Z
            reformat-number: {field: price, as: decimal-comma}     | price  | 12,34
            change-unit: {field: price, factor: 1.5}               | price  | 18.51
            change-unit: {field: count, factor: 0.5}               | count  | 1.5
            change-unit: {field: count, factor: 2}                 | count  | 6
            change-unit: {field: ratio, factor: 2}                 | ratio  | 2.2
            reencode-text: {field: note}                           | note   | ZÃ¼rich
            change-case: {field: buyer.name, to: upper}            | buyer  | {"name": "ANN", "age": 40}
            surround-text: {field: note}                           | note   | ' Zürich '
            truncate-text: {field: note, length: 2}                | note   | Zü
            reduce-precision: {field: 'lines[*].amount', to: integer} | lines | [{"sku": "a", "amount": 1.0}, {"sku": "b", "amount": 2.0}]
            overflow: {field: at, bits: 32}                        | at     | -922543488
            shift: {field: buyer.age, by: 1}                       | buyer  | {"name": "Ann", "age": 41}
            scale: {field: tags.y, factor: 3}                      | tags   | {x=1, y=6}
            flip-sign: {field: price}                              | price  | -12.34
            clip: {field: day, max: 5}                             | day    | 5
            derive-differently: {field: count, expression: value.count + value.id} | count | 10
            leak-label: {field: buyer.leak, from: paid}            | buyer  | {"name": "Ann", "age": 40, "leak": true}
            flip-label: {field: paid}                              | paid   | false
            change-output-schema: {reverse: scores}                | scores | [0.9, 0.1]
            change-output-schema: {percentage: ratio}              | ratio  | 110.0
            change-output-schema: {rename: {id: number}}           | number | 7
            change-output-schema: {wrap: order}                    | order  | @before
            swap-model-version: {field: kind, versions: [NEW, USED]} | kind | USED
            drop-metadata: {fields: [hash, blob]}                  | id     | 7
            oversize: {bytes: 3}                                   | gregor_padding | xxx
            """)
    void aFaultMakesOfAnAvroFieldWhatItSays(String fault, String field, String after) throws Skipped {
        byte[] bytes = made(fault);
        GenericRecord read = (GenericRecord) schemas.read(bytes);
        Object value = read.get(field);
        String expected = after.equals("@before") ? schemas.read(before).toString() : after;
        assertThat(text(value, read.getSchema().getField(field).schema())).isEqualTo(expected);
        if (!field.equals("order")) {
            assertRestIsTheSame(read, field, fault);
        }
        assertThat(made(fault)).as("the same twice").isEqualTo(bytes);
    }

    private static String text(Object value, Schema schema) {
        if (value instanceof ByteBuffer buffer && schema.getLogicalType() != null) {
            return new Conversions.DecimalConversion()
                    .fromBytes(buffer, schema, schema.getLogicalType())
                    .toPlainString();
        }
        return String.valueOf(value);
    }

    /** What the fault does not name is equal to what it was, in type and value. */
    private void assertRestIsTheSame(GenericRecord read, String changed, String fault) {
        GenericRecord old = (GenericRecord) schemas.read(before);
        for (Schema.Field field : SCHEMA.getFields()) {
            boolean isNamed = field.name().equals(changed) || fault.matches(".*\\b" + field.name() + "\\b.*");
            if (!isNamed) {
                assertThat(read.get(field.name())).as(field.name()).isEqualTo(old.get(field.name()));
                assertThat(read.getSchema().getField(field.name()).schema()).isEqualTo(field.schema());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop-field: {field: id}",
                "change-type: {field: tags, to: array}",
                "rename-field: {field: buyer, to: customer}",
                "add-field: {field: gate, value: B12}",
                "nest-field: {field: buyer, under: person}",
                "unseen-category: {field: kind}",
                "change-output-schema: {wrap: order}",
            })
    void aDerivedSchemaIsRegisteredOnceAndNotForEachRecord(String fault) throws Skipped {
        for (int i = 0; i < 50; i++) {
            made(fault);
        }
        assertThat(schemas.registrations()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"drop-field: {field: id, schema: break}", "change-output-schema: {wrap: order, schema: break}"})
    void aBrokenSchemaIsKeptFromTheRegistry(String fault) throws Skipped {
        byte[] bytes = made(fault);
        assertThat(schemas.registrations()).isZero();
        Skipped unknown = catchThrowableOfType(Skipped.class, () -> codec.decode(bytes));
        assertThat(unknown.reason()).isEqualTo(SkipReason.UNKNOWN_SCHEMA);
        assertThat(made(fault)).isEqualTo(bytes);
    }

    @Test
    void aSchemaThatTheRegistryRefusesLeadsToASkip() {
        schemas.refuse();
        Skipped refused = catchThrowableOfType(Skipped.class, () -> made("add-field: {field: gate, value: B12}"));
        assertThat(refused.reason()).isEqualTo(SkipReason.INCOMPATIBLE_SCHEMA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            add-field: {field: id.x, value: 1}            | NO_SUCH_FIELD
            add-field: {field: tags.z, value: 1}          | NO_SUCH_FIELD
            rename-field: {field: tags.x, to: z}          | NOT_APPLICABLE
            rename-field: {field: id, to: 'no name'}      | UNENCODABLE
            rename-field: {field: id, to: count}          | NOT_APPLICABLE
            rename-field: {field: 'lines[0].sku', to: z}  | UNENCODABLE
            drop-field: {field: 'lines[0].sku'}           | UNENCODABLE
            nest-field: {field: tags, flatten: true}      | NOT_APPLICABLE
            drop-field: {field: note.x}                   | NO_SUCH_FIELD
            change-output-schema: {wrap: 'no name'}       | UNENCODABLE
            """)
    void whatAvroCannotHoldPassesUntouched(String fault, SkipReason reason) {
        Skipped skipped = catchThrowableOfType(Skipped.class, () -> made(fault));
        assertThat(skipped.reason()).isEqualTo(reason);
    }

    @Test
    void idsThatDisagreeWithTheRegistryAreWritten() throws Skipped {
        assertThat(made("wrong-magic-byte: {}")[0]).isEqualTo((byte) 1);
        byte[] unknown = made("unknown-schema-id: {}");
        assertThat(catchThrowableOfType(Skipped.class, () -> codec.decode(unknown))
                        .reason())
                .isEqualTo(SkipReason.UNKNOWN_SCHEMA);
        byte[] other = made("other-schema-id: {}");
        assertThat(schemas.schemaOf(other).getFullName()).isEqualTo("dev.gregor.Decoy");
        assertThat(other).hasSameSizeAs(before);
    }

    private byte[] made(String fault) throws Skipped {
        RawRecord record = Given.record("").withValue(before);
        Treatment treatment = new Treatment(
                record, codec, Circumstances.of(History.NONE), new Treatment.Moment(0, record.timestamp()));
        treatment.apply(Given.fault(fault), new Draw(1), "s");
        return Objects.requireNonNull(treatment.deliveries().get(0).record().value());
    }
}
