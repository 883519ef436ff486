package dev.gregor.throughput;

import dev.gregor.cli.Gregor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One application on one kind of input.
 *
 * @param name what it is called on the command line and in the results
 * @param main its main class
 * @param format of the input, {@link Flights#JSON} or {@link Flights#AVRO}
 * @param exactlyOnce whether it commits by transactions
 * @param isTwofold whether every record goes to a second topic too: a canary's
 * @param fraction of the records that lose their field, where the main class is no Gregor
 * @param keepsLedger whether it writes an event for each of them, where the main class is no Gregor
 * @param where whether a condition on a field chooses the records
 * @param experiment Gregor's experiment as YAML, from its selection on; empty for one that is off
 */
record Case(
        String name,
        String main,
        String format,
        boolean exactlyOnce,
        boolean isTwofold,
        double fraction,
        boolean keepsLedger,
        boolean where,
        String experiment) {

    private static final String CONNECT = "dev.gregor.connect.ConnectChain";
    private static final String SECOND = ".second";

    static Case peer(String name, Class<?> main) {
        return new Case(name, main.getName(), Flights.JSON, true, false, 0, false, false, "");
    }

    static Case gregor(String name, String experiment) {
        return new Case(name, Gregor.class.getName(), Flights.JSON, true, false, 0, false, false, experiment);
    }

    /** The peer that has a class path of its own, which the system property {@code gregor.connect} tells. */
    static Case connect() {
        return new Case("connect", CONNECT, Flights.JSON, true, false, 1, false, false, "");
    }

    String classPath() {
        return System.getProperty(main.equals(CONNECT) ? "gregor.connect" : "java.class.path", "");
    }

    Case named(String newName) {
        return new Case(newName, main, format, exactlyOnce, isTwofold, fraction, keepsLedger, where, experiment);
    }

    Case avro() {
        return new Case(
                "avro-" + name, main, Flights.AVRO, exactlyOnce, isTwofold, fraction, keepsLedger, where, experiment);
    }

    Case twofold() {
        return new Case(name + "-canary", main, format, exactlyOnce, true, fraction, keepsLedger, where, experiment);
    }

    Case atLeastOnce() {
        return new Case(
                "at-least-once-" + name, main, format, false, isTwofold, fraction, keepsLedger, where, experiment);
    }

    Case hitting(double newFraction) {
        return new Case(name, main, format, exactlyOnce, isTwofold, newFraction, keepsLedger, where, experiment);
    }

    Case withLedger() {
        return new Case(name, main, format, exactlyOnce, isTwofold, fraction, true, where, experiment);
    }

    Case withCondition() {
        return new Case(name, main, format, exactlyOnce, isTwofold, fraction, keepsLedger, true, experiment);
    }

    boolean isGregor() {
        return main.equals(Gregor.class.getName());
    }

    /** The topic that is counted: with a canary that of the canary, which comes second. */
    static String output(String id) {
        return id + ".output";
    }

    /** The other one of the two topics. */
    static String second(String id) {
        return id + SECOND;
    }

    static Path config(Path folder) {
        return folder.resolve("gregor.yaml");
    }

    static String ledger(String id) {
        return id + ".ledger";
    }

    /**
     * What the main class of one instance is told.
     *
     * @param folder of the instance
     */
    List<String> arguments(Setting setting, String id, String input, Path folder) {
        if (isGregor()) {
            Path config = config(folder);
            try {
                Files.writeString(config, yaml(setting, id, input, folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of("run", "--config", config.toString());
        }
        String outputs = isTwofold ? output(id) + "," + second(id) : output(id);
        return List.of(new Job(
                        setting.bootstrapServers(),
                        id,
                        input,
                        outputs,
                        folder.resolve("state").toString(),
                        exactlyOnce,
                        setting.threads(),
                        format,
                        fraction,
                        keepsLedger ? ledger(id) : "",
                        where)
                .toJson());
    }

    private String yaml(Setting setting, String id, String input, Path folder) {
        String to = isTwofold ? "to: " + second(id) + ", canary: " + output(id) : "to: " + output(id);
        String application = """
                version: 1
                application:
                  id: %s
                  kafka: { bootstrap.servers: "%s" }
                  schema-registry: { url: "%s" }
                  streams:
                    num.stream.threads: %d
                    state.dir: "%s"
                    processing.guarantee: %s
                    auto.offset.reset: earliest
                  http: { port: %d }
                routes:
                  flights: { from: %s, %s, value: %s }
                """.formatted(
                        id,
                        setting.bootstrapServers(),
                        setting.registry(),
                        setting.threads(),
                        folder.resolve("state"),
                        exactlyOnce ? "exactly_once_v2" : "at_least_once",
                        freePort(),
                        input,
                        to,
                        format);
        return application
                + """
                experiments:
                  - name: measured
                    hypothesis: Costs next to nothing
                    enabled: %s
                    route: flights
                    %s
                """.formatted(
                                !experiment.isEmpty(),
                                experiment.isEmpty()
                                        ? "select: { fraction: 1 }\n    faults: [ { drop-field: { field: distance } } ]"
                                        : experiment);
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
