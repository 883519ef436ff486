package dev.gregor.containers;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * Gregor's image as a careful operator runs it: a read-only root file system, a {@code /tmp} that nothing can be executed from, no capability,
 * little memory, and the state on a volume that outlives the container.
 */
final class GregorContainer extends GenericContainer<GregorContainer> {
    private static final long MEMORY_BYTES = 1L << 30;
    private static final int PORT = 8080;

    /**
     * A container that is not yet started.
     *
     * @param config a folder with gregor.yaml; read by another user than that of the tests
     * @param state the name of the volume
     */
    GregorContainer(Future<String> image, Network network, Path config, String state) {
        super(image);
        readable(config);
        withNetwork(network);
        withExposedPorts(PORT);
        withEnv("INSTANCE", "gregor-0");
        withCreateContainerCmdModifier(create -> {
            HostConfig host = create.getHostConfig();
            if (host == null) {
                throw new IllegalStateException("Testcontainers gives no host configuration");
            }
            host.withReadonlyRootfs(true)
                    .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,size=16m"))
                    .withCapDrop(Capability.ALL)
                    .withSecurityOpts(List.of("no-new-privileges"))
                    .withMemory(MEMORY_BYTES)
                    .withBinds(
                            new Bind(config.toAbsolutePath().toString(), new Volume("/etc/gregor"), AccessMode.ro),
                            new Bind(state, new Volume("/var/lib/gregor")));
        });
        waitingFor(Wait.forHttp("/readyz").forPort(PORT).withStartupTimeout(Duration.ofSeconds(90)));
    }

    /** Ends it as a machine that loses power does. */
    void kill() {
        getDockerClient().killContainerCmd(getContainerId()).withSignal("KILL").exec();
    }

    /** Asks it to end, as Kubernetes does, and waits at most so long. Returns its exit code; 137 is that of one that had to be killed. */
    long terminate(Duration patience) {
        getDockerClient()
                .stopContainerCmd(getContainerId())
                .withTimeout((int) patience.toSeconds())
                .exec();
        Long code = getDockerClient()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
        return code == null ? -1 : code;
    }

    /** What the image's own health check says: starting, healthy or unhealthy. */
    String health() {
        var health = getDockerClient()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getHealth();
        return health == null ? "none" : String.valueOf(health.getStatus());
    }

    private static void readable(Path config) {
        try {
            Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
