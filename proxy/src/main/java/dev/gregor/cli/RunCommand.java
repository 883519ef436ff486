package dev.gregor.cli;

import dev.gregor.config.Application;
import dev.gregor.config.InvalidConfig;
import dev.gregor.http.HttpEndpoint;
import dev.gregor.runtime.LiveConfig;
import dev.gregor.runtime.Proxy;
import dev.gregor.view.View;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gregor run --config FILE}: the proxy, until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the proxy: both topologies, metrics and health, and the live reload of the configuration.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config = Path.of("gregor.yaml");

    @Override
    public Integer call() throws InvalidConfig, InterruptedException {
        try (LiveConfig live = LiveConfig.watch(config, ConfigFiles.loader());
                Proxy proxy = Proxy.start(live);
                View view = View.of(proxy, live)) {
            proxy.measure(live);
            Application.Http http = live.get().config().application().http();
            try (HttpEndpoint endpoint = HttpEndpoint.start(http, proxy, view, live::state);
                    Shutdown signals = Shutdown.closing(endpoint, view, proxy, live)) {
                LOG.info(
                        "Gregor runs with revision {}; console at http://{}:{}/, metrics at http://{}:{}/metrics",
                        live.get().id(),
                        http.bind(),
                        endpoint.port(),
                        http.bind(),
                        endpoint.port());
                boolean isRefused = proxy.awaitFailure();
                LOG.error("Gregor stops, since a topology has failed; the log above says why");
                return isRefused ? ExitCode.UNREACHABLE : ExitCode.FAIL;
            }
        }
    }
}
