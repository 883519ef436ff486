package dev.gregor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.Application;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests agree with each other, with the image and with what Gregor reads. */
class KubernetesTest {
    private final List<JsonNode> manifests = Documents.files("kubernetes", ".yaml").stream()
            .map(Documents.DOCKER::relativize)
            .filter(file -> !file.endsWith("kustomization.yaml"))
            .flatMap(file -> Documents.yaml(file.toString()).stream())
            .toList();
    private final JsonNode set = manifest("StatefulSet", "gregor");
    private final JsonNode pod = set.at("/spec/template/spec");
    private final JsonNode container = pod.at("/containers/0");

    private JsonNode manifest(String kind, String name) {
        return manifests.stream()
                .filter(each -> each.path("kind").asText().equals(kind)
                        && each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static Set<String> texts(JsonNode list, String path) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.at(path).asText())
                .collect(Collectors.toSet());
    }

    /** The ConfigMaps as the pod sees them, in folders of a place of its own. */
    private GregorConfig loaded(Path root) throws IOException, InvalidConfig {
        Path main = Files.createDirectories(root.resolve("etc/gregor"));
        Path experiments = Files.createDirectories(root.resolve("etc/gregor-experiments"));
        write(manifest("ConfigMap", "gregor").path("data"), main, "/etc/", root + "/etc/");
        write(manifest("ConfigMap", "gregor-experiments").path("data"), experiments, "", "");
        return new ConfigLoader(Catalogue.types(), environment())
                .load(main.resolve("gregor.yaml"))
                .config();
    }

    private static void write(JsonNode data, Path folder, String replaced, String replacement) throws IOException {
        for (Map.Entry<String, JsonNode> file : data.properties()) {
            Files.writeString(
                    folder.resolve(file.getKey()), file.getValue().asText().replace(replaced, replacement));
        }
    }

    /** What the pod and the image set, and nothing else. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("GREGOR_STATE_DIR", "/var/lib/gregor/state");
        for (JsonNode variable : container.path("env")) {
            String name = variable.path("name").asText();
            environment.put(name, variable.path("value").asText("value-of-" + name));
        }
        return environment;
    }

    @Test
    void gregorLoadsItsConfigMaps(@TempDir Path root) throws IOException, InvalidConfig {
        GregorConfig config = loaded(root);

        assertThat(config.experiments()).isNotEmpty();
        Application application = config.application();
        assertThat(application.streams())
                .containsEntry("group.instance.id", "value-of-POD_NAME")
                .containsEntry("state.dir", "/var/lib/gregor/state");
        assertThat(application.http().token()).isEqualTo("value-of-GREGOR_TOKEN");
        assertThat(application.http().bind()).isEqualTo("0.0.0.0");
    }

    @Test
    void portsProbesAndServiceMeetWhereGregorListens(@TempDir Path root) throws IOException, InvalidConfig {
        int port = loaded(root).application().http().port();

        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(port);
        String name = container.at("/ports/0/name").asText();
        Map.of("startupProbe", "/healthz", "livenessProbe", "/healthz", "readinessProbe", "/readyz")
                .forEach((probe, path) -> {
                    assertThat(container.at("/" + probe + "/httpGet/path").asText())
                            .as(probe)
                            .isEqualTo(path);
                    assertThat(container.at("/" + probe + "/httpGet/port").asText())
                            .as(probe)
                            .isEqualTo(name);
                });
        JsonNode service = manifest("Service", set.at("/spec/serviceName").asText());
        assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo(name);
        assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(port);
        assertThat(Documents.text("Dockerfile")).contains("EXPOSE " + port);
        assertThat(manifest("NetworkPolicy", "gregor")
                        .at("/spec/ingress/0/ports/0/port")
                        .asText())
                .isEqualTo(name);
    }

    @Test
    void allSelectorsMeanThePodsOfTheSet() {
        JsonNode labels = set.at("/spec/template/metadata/labels");
        assertThat(labels.size()).isPositive();

        assertThat(set.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(manifest("Service", "gregor").at("/spec/selector")).isEqualTo(labels);
        assertThat(manifest("PodDisruptionBudget", "gregor").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(manifest("NetworkPolicy", "gregor").at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels);
        assertThat(pod.at("/topologySpreadConstraints/0/labelSelector/matchLabels"))
                .isEqualTo(labels);
    }

    @Test
    void whatThePodMountsIsThereAndIsAFolder(@TempDir Path root) throws IOException, InvalidConfig {
        Set<String> volumes = texts(pod.path("volumes"), "/name");
        volumes.addAll(texts(set.at("/spec/volumeClaimTemplates"), "/metadata/name"));

        assertThat(texts(container.path("volumeMounts"), "/name")).isEqualTo(volumes);
        assertThat(container.path("volumeMounts"))
                .allSatisfy(mount -> assertThat(mount.has("subPath")).isFalse());
        assertThat(texts(container.path("volumeMounts"), "/mountPath"))
                .containsExactlyInAnyOrder("/var/lib/gregor", "/etc/gregor", "/etc/gregor-experiments");
        pod.path("volumes")
                .forEach(volume ->
                        manifest("ConfigMap", volume.at("/configMap/name").asText()));
        assertThat(container.path("args"))
                .extracting(JsonNode::asText)
                .containsExactly("run", "--config", "/etc/gregor/gregor.yaml");
        assertThat(root.resolve("etc/gregor-experiments").toString())
                .isEqualTo(loaded(root).application().experimentsFrom());
        JsonNode token = container.at("/env").findValue("secretKeyRef");
        assertThat(Documents.text("kubernetes/kustomization.yaml"))
                .as("how the token is made, which stands in no file")
                .contains("kubectl create secret generic " + token.path("name").asText() + " --from-literal="
                        + token.path("key").asText() + "=");
    }

    @Test
    void thePodMayDoNoMoreThanItMust() {
        JsonNode context = pod.path("securityContext");
        int user = context.path("runAsUser").asInt();

        assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(Documents.text("Dockerfile")).contains("USER " + user + ":" + user);
        assertThat(context.path("fsGroup").asInt()).isEqualTo(user);
        JsonNode own = container.path("securityContext");
        assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(own.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    @Test
    void kustomizeNamesEveryManifest() {
        assertThat(Documents.yaml("kubernetes/kustomization.yaml").get(0).path("resources"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(Documents.files("kubernetes", ".yaml").stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("kustomization.yaml"))
                        .toList());
    }
}
