package dev.gregor.containers;

import java.nio.file.Path;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/** The images that the tests run, each by a system property, and by its public name if that is not set. */
final class Images {
    private Images() {}

    static DockerImageName kafka() {
        return DockerImageName.parse(System.getProperty("gregor.test.kafka-image", "apache/kafka:4.3.1"))
                .asCompatibleSubstituteFor("apache/kafka");
    }

    static DockerImageName registry() {
        return DockerImageName.parse(
                System.getProperty("gregor.test.registry-image", "apicurio/apicurio-registry:3.0.9"));
    }

    /** Gregor's own, built from the Dockerfile and from what Maven has built before this module. */
    static ImageFromDockerfile gregor() {
        Path project = Path.of("..").toAbsolutePath().normalize();
        ImageFromDockerfile image = new ImageFromDockerfile()
                .withTarget("from-build")
                .withFileFromPath("Dockerfile", project.resolve("docker/Dockerfile"));
        for (String part : new String[] {
            "docker/gregor",
            "docker/healthcheck",
            "LICENSE",
            "NOTICE",
            "proxy/target/lib",
            "proxy/target/gregor-proxy.jar"
        }) {
            image = image.withFileFromPath(part, project.resolve(part));
        }
        String runtime = System.getProperty("gregor.test.runtime-image");
        return runtime == null ? image : image.withBuildArg("RUNTIME_IMAGE", runtime);
    }
}
