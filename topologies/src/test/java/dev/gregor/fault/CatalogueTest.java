package dev.gregor.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gregor.config.Durations;
import dev.gregor.record.AvroCodec;
import dev.gregor.record.Codec;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.JsonText;
import dev.gregor.record.MemorySchemas;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    @Test
    void everyFaultOfThePackageIsInTheOneList() {
        List<String> faults = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.gregor").stream()
                        .filter(type -> type.isAssignableTo(Fault.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(Catalogue.types().byName().values())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(faults);
    }

    @Test
    void theCatalogueHasAllThatItPromises() {
        assertThat(Catalogue.entries())
                .extracting(CatalogueEntry::name)
                .containsExactly(("drop-field null-field not-a-number change-type rename-field add-field nest-field"
                                + " unexpected-string default-value unseen-category swap-category swap-fields"
                                + " reformat-time reformat-number change-unit reencode-text change-case"
                                + " surround-text typo truncate-text reduce-precision overflow noise shift scale"
                                + " flip-sign outlier clip derive-differently stale-field freeze-field leak-label"
                                + " drop-record duplicate-record tombstone change-key drop-header change-header"
                                + " shift-timestamp truncate-bytes flip-bits append-bytes random-bytes"
                                + " wrong-magic-byte unknown-schema-id other-schema-id oversize malformed-json"
                                + " delay stall late reorder replay-stale rate-limit flip-label shuffle-labels"
                                + " misalign-labels remove-class change-output-schema swap-model-version"
                                + " drop-metadata")
                        .split(" "));
    }

    @Test
    void namesAreKebabCaseAndLeadBackToTheirEntries() {
        assertThat(Catalogue.nameOf(NotANumber.class)).isEqualTo("not-a-number");
        for (CatalogueEntry entry : Catalogue.entries()) {
            assertThat(entry.name()).matches("[a-z]+(-[a-z0-9]+)*");
            assertThat(Catalogue.entry(entry.name())).contains(entry);
            assertThat(Catalogue.types().byName()).containsKey(entry.name());
        }
        assertThat(Catalogue.entry("no-such-fault")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFaultSaysWhatItDoesAndWhatItsParametersMean(CatalogueEntry entry) {
        assertThat(entry.does()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
        assertThat(entry.formats()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(entry.parameters()).allSatisfy(parameter -> {
            assertThat(parameter.name()).matches("[a-z]+(-[a-z0-9]+)*");
            assertThat(parameter.description()).isNotBlank();
            assertThat(parameter.expected()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theExampleIsTrue(CatalogueEntry entry) throws Skipped {
        assertThat(told(entry)).isEqualTo(entry.example().after() + held(entry));
        assertThat(told(entry)).as("the same twice").isEqualTo(told(entry));
    }

    private static String held(CatalogueEntry entry) {
        String held = entry.example().held();
        return held.isEmpty() ? "" : " held " + held;
    }

    /** What comes of the example, in the example's own words. */
    private static String told(CatalogueEntry entry) throws Skipped {
        CatalogueEntry.Example example = entry.example();
        List<String> lines = List.of(example.before().split("\n"));
        List<Treatment> batch = treated(entry, lines, new JsonCodec(), value -> value);
        List<Delivery> all = new ArrayList<>();
        for (Treatment each : batch) {
            all.addAll(each.deliveries());
        }
        Hold hold = example.held().isEmpty() ? null : batch.get(0).hold();
        String held = hold == null
                ? ""
                : " held "
                        + (hold.clock() == Hold.Clock.RECORDS
                                ? hold.by() + " records"
                                : Durations.format(Duration.ofMillis(hold.by())));
        return Notation.of(all, lines.get(0)) + held;
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theExampleIsTrueOfAvroWhereTheFaultActsOnFields(CatalogueEntry entry) throws Exception {
        CatalogueEntry.Example example = entry.example();
        if (!entry.formats().contains("avro") || example.after().equals("(nothing)") || !actsOnFields(entry)) {
            return;
        }
        MemorySchemas schemas = new MemorySchemas();
        AvroCodec codec = new AvroCodec(schemas, "s");
        List<String> lines = List.of(example.before().split("\n"));
        List<String> after = List.of(example.after().split("\n"));
        List<Treatment> batch = treated(entry, lines, codec, value -> avro(schemas, value));
        for (int i = 0; i < batch.size(); i++) {
            byte[] bytes = Objects.requireNonNull(batch.get(i).result().value());
            String read = JsonText.of(codec.decode(bytes).value());
            assertThat(plain(LENIENT.readTree(read))).isEqualTo(plain(LENIENT.readTree(after.get(i))));
            schemas.read(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aFaultInFieldsLeavesKeyHeadersTimeAndIdAlone(CatalogueEntry entry) throws Skipped {
        if (!actsOnFields(entry) || entry.example().after().equals("(nothing)")) {
            return;
        }
        List<String> lines = List.of(entry.example().before().split("\n"));
        RawRecord after =
                treated(entry, lines, new JsonCodec(), value -> value).get(0).result();
        RawRecord before = Notation.record(lines.get(0), FIRST);
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.headers()).isEqualTo(before.headers());
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.timestamp()).isEqualTo(before.timestamp());
    }

    private static boolean actsOnFields(CatalogueEntry entry) {
        return (entry.family().equals("fields") || entry.family().equals("labels"))
                && entry.example().before().startsWith("{");
    }

    static Stream<CatalogueEntry> entries() {
        return Catalogue.entries().stream();
    }

    private static final long FIRST = 5_000;

    /** The records of the example, treated by its fault. */
    private static List<Treatment> treated(
            CatalogueEntry entry, List<String> lines, Codec codec, UnaryOperator<byte[]> encode) throws Skipped {
        CatalogueEntry.Example example = entry.example();
        Fault fault = Given.fault(entry.name() + ": " + example.with());
        byte[] past =
                example.past().isEmpty() ? null : encode.apply(example.past().getBytes(UTF_8));
        History history = id ->
                past == null ? Optional.empty() : Optional.of(new RawRecord(id, null, past, new RecordHeaders(), 1));
        Circumstances around = Circumstances.of(history);
        if (past != null) {
            around.memory().rememberValue("key".getBytes(UTF_8), past, 1);
        }
        for (String line : example.seen().lines().toList()) {
            Treatment seen = treatment(line, FIRST - 1, codec, around, encode);
            seen.observe((ObservingFault) fault, "example");
        }
        List<Treatment> batch = new ArrayList<>();
        for (String line : lines) {
            batch.add(treatment(line, FIRST + batch.size(), codec, around, encode));
        }
        if (fault instanceof BatchFault together) {
            Treatment.applyTogether(
                    together,
                    batch,
                    new Draw(1),
                    "example",
                    (record, skip) -> assertThat(skip.reason())
                            .as("a draw may leave a record as it is")
                            .isEqualTo(SkipReason.NO_EFFECT));
        } else {
            batch.get(0).apply(fault, new Draw(1), "example");
        }
        return batch;
    }

    private static Treatment treatment(
            String line, long offset, Codec codec, Circumstances around, UnaryOperator<byte[]> encode) {
        RawRecord record = Notation.record(line, offset);
        byte[] value = record.value();
        RawRecord encoded = value == null ? record : record.withValue(encode.apply(value));
        return new Treatment(encoded, codec, around, new Treatment.Moment(0, record.timestamp()));
    }

    /** A flat JSON object as an Avro record of the fitting types. */
    private static byte[] avro(MemorySchemas schemas, byte[] value) {
        String json = new String(value, UTF_8);
        return schemas.writeJson(schemaOf(json), json);
    }

    private static JsonNode tree(String json) {
        try {
            return LENIENT.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schemaOf(String json) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : tree(json).properties()) {
            JsonNode value = member.getValue();
            Schema.Type type = value.isTextual()
                    ? Schema.Type.STRING
                    : value.isBoolean()
                            ? Schema.Type.BOOLEAN
                            : value.isIntegralNumber() ? Schema.Type.LONG : Schema.Type.DOUBLE;
            fields.add(new Schema.Field(member.getKey(), Schema.create(type)));
        }
        return Schema.createRecord("Example", null, null, false, fields);
    }

    /** The tree as text, in which a number, in quotes or not, is written as Avro's double would be. */
    private static String plain(JsonNode tree) {
        return tree.toString().replaceAll("(\\.\\d*?[1-9]?)0+(?=\\D)", "$1").replaceAll("\\.(?=\\D)", "");
    }
}
