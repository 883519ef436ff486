package dev.gregor.secured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.secured.Surroundings.Secured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that does not let Gregor in: one line on standard error, and exit code 4. */
@ExtendWith(Surroundings.class)
class RefusalsIT {
    private static final String USER = "gregor-refused";
    private static final String PASSWORD = "refused-pw-6Yt1";

    private final SecuredBroker broker;
    private final Path folder;

    RefusalsIT(Secured secured, @TempDir Path folder) {
        this.broker = secured.broker();
        this.folder = folder;
    }

    @Test
    void whyTheClusterLetsNobodyInIsToldInOneLine() throws IOException {
        broker.addUser(USER, PASSWORD);
        String settings = broker.settings(USER, PASSWORD);
        Map<String, String> told = new LinkedHashMap<>();
        told.put(settings.replace(PASSWORD, "not-" + PASSWORD), "refuses the login, authentication failed");
        told.put(settings.replace("SCRAM-SHA-512", "PLAIN").replace("scram.Scram", "plain.Plain"), "refuses the login");
        told.put(settings.replaceAll("ssl\\.truststore\\.[^,}]*[,]?", ""), "the handshake failed");
        told.put(settings, "Write on transactional ids that begin with 'refused'");
        Map<GregorProcess, String> running = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : told.entrySet()) {
            running.put(GregorProcess.start("run", "--config", config(each.getKey(), running.size())), each.getValue());
        }

        running.forEach((gregor, expected) -> {
            try (gregor) {
                assertThat(gregor.exitCode()).as("%s", gregor.err()).isEqualTo(4);
                assertThat(gregor.err()).hasSize(1);
                assertThat(gregor.err().get(0))
                        .startsWith("gregor: the Kafka cluster at ")
                        .contains(expected);
            }
        });
    }

    private String config(String settings, int number) throws IOException {
        Lane lane = Lane.unbuilt(broker.superuser(), "refused");
        String yaml = lane.yaml(folder.resolve("state"), "")
                .replace("kafka: { bootstrap.servers: \"" + broker.openServers() + "\" }", "kafka: " + settings);
        return Files.writeString(folder.resolve(number + ".yaml"), yaml).toString();
    }
}
