package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer that a registry may give, to a client that really asks over HTTP. */
class RegistrySchemasTest {
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final String FOUND = "{\"schema\": \"\\\"string\\\"\"}";

    private final FakeRegistry registry = new FakeRegistry();
    private final AtomicLong nanos = new AtomicLong(1);
    private final RegistrySchemas schemas = new RegistrySchemas(
            new CachedSchemaRegistryClient(
                    List.of(String.valueOf(registry.properties().get("url"))),
                    100,
                    List.of(new AvroSchemaProvider()),
                    registry.properties(),
                    Map.of()),
            nanos::get);

    @AfterEach
    void stop() {
        registry.close();
    }

    private static SkipReason reason(ThrowingCallable question) {
        return catchThrowableOfType(Skipped.class, question).reason();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aSchemaIsAskedForOnce() throws Skipped {
        registry.answers(200, FOUND);

        assertThat(schemas.byId(7)).isEqualTo(STRING);
        assertThat(schemas.byId(7)).isEqualTo(STRING);

        assertThat(registry.questions()).isEqualTo(1);
    }

    @Test
    void aSchemaIsRegisteredOnce() throws Skipped {
        registry.answers(200, "{\"id\": 12}");

        assertThat(schemas.register("features-value", STRING)).isEqualTo(12);
        assertThat(schemas.register("features-value", STRING)).isEqualTo(12);

        assertThat(registry.questions()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 40403, UNKNOWN_SCHEMA",
        "404, 40401, UNKNOWN_SCHEMA",
        "500, 50001, REGISTRY_UNAVAILABLE",
        "503, 50301, REGISTRY_UNAVAILABLE",
        "401, 40101, REGISTRY_UNAVAILABLE",
        "429, 42901, REGISTRY_UNAVAILABLE"
    })
    void aSchemaThatCannotBeHadIsSkippedWithItsReason(int status, int code, SkipReason expected) {
        registry.answers(status, error(code));

        assertThat(reason(() -> schemas.byId(7))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "409, 409, INCOMPATIBLE_SCHEMA",
        "422, 42201, INCOMPATIBLE_SCHEMA",
        "500, 50001, REGISTRY_UNAVAILABLE",
        "403, 40301, REGISTRY_UNAVAILABLE"
    })
    void aSchemaThatIsRefusedIsSkippedWithItsReason(int status, int code, SkipReason expected) {
        registry.answers(status, error(code));

        assertThat(reason(() -> schemas.register("features-value", STRING))).isEqualTo(expected);
    }

    private static String error(int code) {
        return "{\"error_code\": " + code + ", \"message\": \"no\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<html>welcome to the proxy of this hotel</html>", "{\"schema\": \"{no schema\"}", "{}", "[]", "''"
            })
    void garbageIsAnOutage(String garbage) {
        registry.answers(200, garbage);

        assertThat(reason(() -> schemas.byId(7))).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"404", "409", "500"})
    void anErrorWithoutAnExplanationIsTakenByItsStatus(int status) {
        registry.answers(status, "<html>nginx</html>");

        assertThat(reason(() -> schemas.register("features-value", STRING)))
                .isIn(SkipReason.REGISTRY_UNAVAILABLE, SkipReason.INCOMPATIBLE_SCHEMA, SkipReason.UNKNOWN_SCHEMA);
    }

    @Test
    void silenceIsAnOutageAndNobodyWaitsForItTwice() {
        registry.fallsSilent();

        assertThat(reason(() -> schemas.byId(7))).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
        assertThat(reason(() -> schemas.byId(8))).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
        assertThat(reason(() -> schemas.register("features-value", STRING))).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);

        assertThat(registry.questions()).isEqualTo(1);
    }

    @Test
    void nobodyListeningIsAnOutage() {
        registry.close();

        assertThat(reason(() -> schemas.byId(7))).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
    }

    @Test
    void anOutageIsOverWithoutARestart() throws Skipped {
        registry.answers(500, error(50001));
        assertThat(reason(() -> schemas.byId(7))).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
        registry.answers(200, FOUND);

        pass(Duration.ofSeconds(2));

        assertThat(schemas.byId(7)).isEqualTo(STRING);
    }

    @Test
    void aRefusalIsAskedAgainAfterAWhile() throws Skipped {
        registry.answers(404, error(40403));
        assertThat(reason(() -> schemas.byId(7))).isEqualTo(SkipReason.UNKNOWN_SCHEMA);
        registry.answers(200, FOUND);
        assertThat(reason(() -> schemas.byId(7))).isEqualTo(SkipReason.UNKNOWN_SCHEMA);

        pass(Duration.ofSeconds(11));

        assertThat(schemas.byId(7)).isEqualTo(STRING);
    }

    @Test
    void aRefusedSchemaStandsInNobodyElsesWay() throws Skipped {
        registry.answers(409, error(409));
        assertThat(reason(() -> schemas.register("features-value", STRING))).isEqualTo(SkipReason.INCOMPATIBLE_SCHEMA);
        registry.answers(200, FOUND);

        assertThat(schemas.byId(7)).isEqualTo(STRING);
    }

    @Test
    void aSchemaOfAnotherKindIsNotDecoded() {
        registry.answers(200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax = 'proto3';\"}");

        assertThat(reason(() -> schemas.byId(7))).isIn(SkipReason.UNDECODABLE, SkipReason.REGISTRY_UNAVAILABLE);
    }

    @Test
    void theConfigurationNamesTheRegistryByItsUrl() throws Skipped {
        registry.answers(200, FOUND);

        assertThat(RegistrySchemas.connect(registry.properties()).byId(7)).isEqualTo(STRING);
    }

    /** The client finds its ways to authenticate by files beside its classes, which repackaging loses easily. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basic.auth.user.info=gregor:pw                                        | Basic Z3JlZ29yOnB3
            basic.auth.credentials.source=USER_INFO,basic.auth.user.info=gregor:pw | Basic Z3JlZ29yOnB3
            bearer.auth.token=abc                                                  | Bearer abc
            user in the url                                                        | Basic Z3JlZ29yOnB3
            """)
    void aPasswordOrTokenIsSent(String written, String expected) throws Skipped {
        registry.answers(200, FOUND);
        Map<String, String> settings = new HashMap<>(registry.properties());
        if (written.equals("user in the url")) {
            settings.computeIfPresent("url", (name, url) -> url.replace("//", "//gregor:pw@"));
        } else {
            for (String each : written.split(",", -1)) {
                settings.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
            }
        }

        assertThat(RegistrySchemas.connect(settings).byId(7)).isEqualTo(STRING);

        assertThat(registry.authorization()).isEqualTo(expected);
    }

    @Test
    void settingsThatTheClientCannotWorkWithAreToldWithoutTheirSecrets() {
        Map<String, String> settings = Map.of(
                "url", "https://127.0.0.1:1",
                "ssl.truststore.location", "/there/is/no-such-store.p12",
                "ssl.truststore.password", "no-such-store");

        assertThatThrownBy(() -> RegistrySchemas.connect(settings))
                .isInstanceOf(UnusableSettings.class)
                .hasMessageStartingWith("application.schema-registry: ")
                .hasMessageContaining("/there/is/[hidden].p12");
    }
}
