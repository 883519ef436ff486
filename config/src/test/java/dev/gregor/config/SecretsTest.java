package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "hunter2hunter2";

    private static String hidden(Map<String, String> properties, String message) {
        return Secrets.among(List.of(properties)).hide(message);
    }

    @Test
    void aPasswordIsHiddenWhereverItStands() {
        assertThat(hidden(Map.of("ssl.keystore.password", SECRET), "wrong: '" + SECRET + "'"))
                .isEqualTo("wrong: '[hidden]'");
    }

    @Test
    void theOptionsOfALoginModuleAreHiddenOneByOneButNotItsUser() {
        String jaas = "x.ScramLoginModule required username=\"gregor\" password=\"" + SECRET + "\";";

        assertThat(hidden(Map.of("sasl.jaas.config", jaas), "gregor and " + SECRET + " in: " + jaas))
                .isEqualTo("gregor and [hidden] in: [hidden]");
    }

    @Test
    void theUserInfoOfAnyUrlIsHidden() {
        assertThat(hidden(Map.of(), "no answer of https://gregor:" + SECRET + "@host:8081/subjects"))
                .isEqualTo("no answer of https://[hidden]@host:8081/subjects");
        assertThat(hidden(Map.of("url", "https://gregor:" + SECRET + "@host"), "key '" + SECRET + "'"))
                .isEqualTo("key '[hidden]'");
    }

    @Test
    void thePasswordInUserInfoAndHeadersIsHiddenOnItsOwn() {
        assertThat(hidden(Map.of("basic.auth.user.info", "gregor:" + SECRET), SECRET))
                .isEqualTo("[hidden]");
        assertThat(hidden(Map.of("headers", "a=b,x-api=" + SECRET), SECRET)).isEqualTo("[hidden]");
    }

    @Test
    void whatIsNoSecretStays() {
        assertThat(hidden(Map.of("bootstrap.servers", "broker:9092"), "broker:9092 is away"))
                .isEqualTo("broker:9092 is away");
    }

    /** A broken configuration is told of with line and column, and without what stands where secrets do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: hunter2hunter2",
                "kafka: { bootstrap.servers: b, sasl.jaas.config: 'a${hunter2hunter2 b' }",
                "kafka: { bootstrap.servers: b, ssl.key.password: [hunter2hunter2] }",
                "kafka: { bootstrap.servers: b, ssl.key.password: { hunter: hunter2hunter2 } }",
                "kafka: { bootstrap.servers: b, ssl.key.password: *hunter2hunter2 }",
                "kafka: { bootstrap.servers: b, ssl.key.password: !hunter2hunter2 }",
                "kafka: { bootstrap.servers: b, ssl.key.password: !hunter2hunter2!x }",
                "kafka: { bootstrap.servers: b, ssl.key.password: '${HUNTER}', ssl.key.password: x }",
                "schema-registry: https://gregor:hunter2hunter2@host",
                "schema-registry: { url: '${hunter2hunter2' }",
                "streams: [ hunter2hunter2 ]",
                "otlp: 'headers: hunter2hunter2'",
                "otlp: { headers: hunter2hunter2 }",
                "http: { token: { hunter2hunter2: 1 } }",
                "http: { token: '${hunter2hunter2-' }",
                "http: { token: [ hunter2hunter2 ] }"
            })
    void noMessageAboutABrokenConfigurationShowsASecret(String setting) {
        String yaml = "version: 1\napplication:\n  " + setting + "\nroutes: { r: { from: a, to: b } }\n";
        ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, Map.of("HUNTER", SECRET));

        InvalidConfig invalid = catchThrowableOfType(InvalidConfig.class, () -> loader.load("gregor.yaml", yaml));

        assertThat(invalid.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.toString()).doesNotContain("hunter2");
            assertThat(problem.line()).isPositive();
        });
    }
}
