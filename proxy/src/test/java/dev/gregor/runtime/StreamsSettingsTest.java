package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Application;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {

    @Test
    void theProducerHasLargeBatchesThatWaitForNothing() throws InvalidConfig {
        assertThat(producer("kafka: { bootstrap.servers: 'localhost:1' }"))
                .containsEntry("batch.size", 65_536)
                .containsEntry("linger.ms", 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: { bootstrap.servers: 'localhost:1', batch.size: 1000, linger.ms: 0 }",
                "streams: { batch.size: 1000, linger.ms: 0 }, kafka: { bootstrap.servers: 'localhost:1' }",
                "streams: { producer.batch.size: 1000, producer.linger.ms: 0 }, kafka: { bootstrap.servers: 'localhost:1' }"
            })
    void whatTheConfigurationSaysOfTheProducerCounts(String settings) throws InvalidConfig {
        assertThat(producer(settings)).containsEntry("batch.size", "1000").containsEntry("linger.ms", "0");
    }

    private static Map<String, Object> producer(String settings) throws InvalidConfig {
        String yaml = "version: 1\napplication: { " + settings + " }\n"
                + "routes: { flights: { from: flights.raw, to: flights.features, value: json } }\n";
        Application application = new ConfigLoader(Catalogue.types(), Map.of())
                .load("test.yaml", yaml)
                .config()
                .application();
        Properties properties = StreamsSettings.injection(application);
        return new StreamsConfig(properties).getProducerConfigs("client");
    }
}
