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
import dev.gregor.record.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
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
            assertThat(parameter.means()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theExampleIsTrueOfJson(CatalogueEntry entry) throws Skipped {
        Treatment treatment = treated(
                entry, json(entry.example().before()), json(entry.example().past()), new JsonCodec(), 1);
        assertThat(text(treatment)).isEqualTo(entry.example().after());
        assertHeldAsSaid(entry, treatment);
        Treatment again = treated(
                entry, json(entry.example().before()), json(entry.example().past()), new JsonCodec(), 1);
        assertThat(text(again)).isEqualTo(text(treatment));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theExampleIsTrueOfAvroWhereAvroIsAmongTheFormats(CatalogueEntry entry) throws Exception {
        if (!entry.formats().contains("avro")) {
            return;
        }
        MemorySchemas schemas = new MemorySchemas();
        AvroCodec codec = new AvroCodec(schemas, "s");
        byte[] before = avro(schemas, entry.example().before());
        byte[] past = entry.example().past().isEmpty()
                ? null
                : avro(schemas, entry.example().past());
        Treatment treatment = treated(entry, before, past, codec, 1);
        byte[] after = Objects.requireNonNull(treatment.result().value());
        String read = JsonText.of(codec.decode(after).value());
        assertThat(plain(LENIENT.readTree(read)))
                .isEqualTo(plain(LENIENT.readTree(entry.example().after())));
        schemas.read(after);
        assertHeldAsSaid(entry, treatment);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aFaultLeavesKeyHeadersAndIdAlone(CatalogueEntry entry) throws Skipped {
        if (!entry.example().past().isEmpty()) {
            return;
        }
        Treatment treatment = treated(entry, json(entry.example().before()), null, new JsonCodec(), 1);
        RawRecord before = Given.record(entry.example().before());
        assertThat(treatment.result().key()).isEqualTo(before.key());
        assertThat(treatment.result().headers()).isEqualTo(before.headers());
        assertThat(treatment.result().id()).isEqualTo(before.id());
        assertThat(treatment.result().timestamp()).isEqualTo(before.timestamp());
    }

    static Stream<CatalogueEntry> entries() {
        return Catalogue.entries().stream();
    }

    private static Treatment treated(
            CatalogueEntry entry, byte[] before, byte @Nullable [] past, Codec codec, long seed) throws Skipped {
        Fault fault = Given.fault(entry.name() + ": " + entry.example().with());
        History history = id ->
                past == null ? Optional.empty() : Optional.of(new RawRecord(id, null, past, new RecordHeaders(), 1));
        Treatment treatment = new Treatment(Given.record("").withValue(before), codec, history);
        treatment.apply(fault, new Draw(seed));
        return treatment;
    }

    private static void assertHeldAsSaid(CatalogueEntry entry, Treatment treatment) {
        Hold hold = treatment.hold();
        assertThat(hold == null ? "" : Durations.format(hold.by()))
                .isEqualTo(entry.example().held());
    }

    private static String text(Treatment treatment) throws Skipped {
        byte[] value = treatment.result().value();
        return value == null ? "null" : new String(value, UTF_8);
    }

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }

    /** A flat JSON object as an Avro record of the fitting types. */
    private static byte[] avro(MemorySchemas schemas, String json) throws Exception {
        List<Schema.Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : LENIENT.readTree(json).properties()) {
            JsonNode value = member.getValue();
            Schema.Type type = value.isTextual()
                    ? Schema.Type.STRING
                    : value.isBoolean()
                            ? Schema.Type.BOOLEAN
                            : value.isIntegralNumber() ? Schema.Type.LONG : Schema.Type.DOUBLE;
            fields.add(new Schema.Field(member.getKey(), Schema.create(type)));
        }
        return schemas.writeJson(Schema.createRecord("Example", null, null, false, fields), json);
    }

    /** The tree as text, in which a number, in quotes or not, is written as Avro's double would be. */
    private static String plain(JsonNode tree) {
        return tree.toString().replaceAll("(\\.\\d*?[1-9]?)0+(?=\\D)", "$1");
    }
}
