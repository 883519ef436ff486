package dev.gregor.hold;

import java.nio.file.Path;

/**
 * The topics of one pass and the configuration that is written on them: every record is held back by the wall clock, in line, and
 * those of one key keep their order, as is the default.
 *
 * @param id the application id, which the names of all topics begin with
 */
record Lane(String id, String bootstrapServers, Setup setup) {
    String raw() {
        return id + ".raw";
    }

    String features() {
        return id + ".features";
    }

    /**
     * The whole configuration.
     *
     * @param port where Gregor shows its metrics
     */
    String yaml(Path stateDir, int port) {
        return """
                version: 1
                application:
                  id: %s
                  kafka: { bootstrap.servers: "%s" }
                  streams:
                    num.stream.threads: %d
                    state.dir: "%s"
                    # A member that was killed is missed soon, and so is what it left open.
                    session.timeout.ms: 6000
                    heartbeat.interval.ms: 500
                    transaction.timeout.ms: 10000
                  http: { port: %d }
                routes:
                  lane: { from: %s, to: %s, value: json }
                experiments:
                  - name: held
                    hypothesis: Gregor holds what it must
                    enabled: true
                    route: lane
                    select: { fraction: 1 }
                    faults:
                      - delay: { by: %ds }
                """.formatted(
                        id,
                        bootstrapServers,
                        setup.threads(),
                        stateDir,
                        port,
                        raw(),
                        features(),
                        setup.delay().toSeconds());
    }
}
