package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gregor.config.SampleFaults.Delay;
import dev.gregor.config.SampleFaults.DropField;
import dev.gregor.config.SampleFaults.DropRecord;
import dev.gregor.config.SampleFaults.ReplayStale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String ROUTES = "routes: { flights: { from: flights.raw, to: flights.features } }\n";
    private static final String HEAD = "version: 1\n" + ROUTES;

    private static Loaded load(String text, String... environment) throws InvalidConfig {
        Map<String, String> variables = environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]);
        return new ConfigLoader(SampleFaults.TYPES, variables).load("test.yaml", text);
    }

    private static List<String> problems(String text, String... environment) {
        InvalidConfig thrown = catchThrowableOfType(InvalidConfig.class, () -> load(text, environment));
        return thrown.problems().stream().map(Problem::toString).toList();
    }

    private static String experiment(String settings) {
        return HEAD + "experiments:\n- name: a\n  hypothesis: h\n  route: flights\n" + settings.indent(2);
    }

    @Test
    void everyKindOfSettingIsRead() throws InvalidConfig {
        Experiment experiment = load(experiment("""
                        enabled: true
                        mode: shadow
                        expect: "detect"
                        seed: -7
                        select: { fraction: "0.25", by: window, window: 10s, where: value.n > 1 }
                        schedule: { start: 2026-01-01T01:00:00+01:00, duration: 30m, ramp: 500ms }
                        redact: origin
                        faults:
                          - drop-field: { field: distance }
                          - drop-field: { field: [a, 'b[0].c'] }
                          - delay: { by: 5s }
                          - delay: { by: { uniform: { min: 1s, max: 2s } }, clock: event, keep-order: true }
                          - delay: { by: { fixed: 7s } }
                          - drop-record
                          - drop-record: {}
                          - drop-record:
                          - replay-stale
                        """)).config().experiments().get(0);

        assertThat(experiment.mode()).isEqualTo(Experiment.Mode.SHADOW);
        assertThat(experiment.expect()).isEqualTo(Experiment.Expectation.DETECT);
        assertThat(experiment.seed()).isEqualTo(-7);
        assertThat(experiment.select())
                .isEqualTo(new Selection(
                        new Fraction(0.25),
                        Selection.Unit.WINDOW,
                        Duration.ofSeconds(10),
                        new Expression("value.n > 1"),
                        null));
        assertThat(experiment.schedule())
                .isEqualTo(new Schedule(
                        Schedule.Clock.EVENT,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Duration.ZERO,
                        Duration.ofMillis(500),
                        null,
                        Duration.ZERO,
                        Duration.ofMinutes(30)));
        assertThat(experiment.redact()).containsExactly(new FieldPath("origin"));
        assertThat(experiment.faults())
                .containsExactly(
                        new DropField(List.of(new FieldPath("distance"))),
                        new DropField(List.of(new FieldPath("a"), new FieldPath("b[0].c"))),
                        new Delay(new Delay.Length.Fixed(Duration.ofSeconds(5)), Delay.Clock.WALL, false, null),
                        new Delay(
                                new Delay.Length.Uniform(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                Delay.Clock.EVENT,
                                true,
                                null),
                        new Delay(new Delay.Length.Fixed(Duration.ofSeconds(7)), Delay.Clock.WALL, false, null),
                        new DropRecord(),
                        new DropRecord(),
                        new DropRecord(),
                        new ReplayStale(1));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws InvalidConfig {
        GregorConfig config = load(experiment("select:\nmeasure: ~")).config();

        Experiment experiment = config.experiments().get(0);
        assertThat(experiment.select()).isEqualTo(new Selection(Fraction.ALL, Selection.Unit.RECORD, null, null, null));
        assertThat(experiment.measure()).isNull();
        assertThat(experiment.enabled()).isFalse();
        assertThat(config.application().id()).isEqualTo("gregor");
        assertThat(config.application().http()).isEqualTo(new Application.Http("127.0.0.1", 8080, ""));
    }

    @Test
    void mapsKeepTheOrderOfTheFile() throws InvalidConfig {
        GregorConfig config =
                load("version: 1\nroutes: { z: { from: a, to: b }, a: { from: c, to: d }, m: { from: e, to: f } }")
                        .config();
        assertThat(config.routes().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void anchorsAndAliasesMayBeUsed() throws InvalidConfig {
        GregorConfig config = load(HEAD + """
                        experiments:
                        - { name: a, hypothesis: h, route: flights, select: &few { fraction: 0.05 } }
                        - { name: b, hypothesis: h, route: flights, select: *few }
                        """).config();
        assertThat(config.experiments().get(1).select().fraction()).isEqualTo(new Fraction(0.05));
    }

    @Test
    void variablesOfTheEnvironmentAreSubstituted() throws InvalidConfig {
        String text = HEAD + """
                application:
                  id: gregor-${STAGE}-${REGION:-eu}
                  http: { port: "${PORT:-9000}", token: "${TOKEN:-}" }
                  kafka: { bootstrap.servers: "a:1", plain: "$${STAGE} costs 5$" }
                """;
        Application application = load(text, "STAGE", "test").config().application();

        assertThat(application.id()).isEqualTo("gregor-test-eu");
        assertThat(application.http()).isEqualTo(new Application.Http("127.0.0.1", 9000, ""));
        assertThat(application.kafka()).containsEntry("plain", "${STAGE} costs 5$");
    }

    @Test
    void aSubstitutedValueNeverReachesAMessage() {
        assertThat(problems(HEAD + "application: { http: { port: \"${PORT}\" } }", "PORT", "hunter2"))
                .containsExactly("test.yaml:3:30: application.http.port: the value of ${PORT} is not a whole number");
        assertThat(problems(HEAD + "application: { http: { port: \"${PORT}\" } }", "PORT", "123456"))
                .containsExactly("test.yaml:3:30: application.http.port: the value of ${PORT} does not fit;"
                        + " expected a number from 0 to 65535");
        assertThat(problems(experiment("select: { where: '${WHERE}' }"), "WHERE", "hunter2 hunter3"))
                .singleElement()
                .asString()
                .contains("the value of ${WHERE} does not fit; expected a CEL expression")
                .doesNotContain("hunter");
        assertThat(problems(HEAD + "application: { id: 'x ${ID}' }", "ID", "hunter2"))
                .singleElement()
                .asString()
                .contains("the value of 'x ${ID}' does not fit")
                .doesNotContain("hunter");
        assertThat(problems(experiment("mode: '${MODE}'"), "MODE", "lvie"))
                .containsExactly("test.yaml:7:9: experiments[0].mode: the value of ${MODE} is not live or shadow");
        assertThat(problems(
                        "version: 1\nroutes: { a: { from: 'x', to: '${TO}', canary: c }, b: { from: z, to: t } }",
                        "TO",
                        "t"))
                .containsExactly("test.yaml:2:71: routes.b.to: the value of ${TO} is already written by the route 'a';"
                        + " expected a topic of its own");
    }

    @Test
    void theRevisionFollowsRoutesAndExperimentsAndNotTheMachine() throws InvalidConfig {
        String text = experiment("seed: ${SEED:-1}\n");
        String revision = load(text).revision();
        assertThat(revision).matches("[0-9a-f]{12}").isEqualTo(load(text).revision());
        assertThat(load(text, "SEED", "2").revision()).isNotEqualTo(revision);
        assertThat(load(text.replace("from: flights.raw", "from: others.raw")).revision())
                .isNotEqualTo(revision);
        assertThat(load(text + "application: { streams: { state.dir: here } } # seen\n")
                        .revision())
                .isEqualTo(revision);
    }

    @Test
    void passwordsAreNotPrinted() throws InvalidConfig {
        String text = HEAD
                + "application: { http: { token: hunter2 }, kafka: { bootstrap.servers: 'a:1', sasl.jaas.config: hunter2 } }";
        assertThat(load(text).toString()).doesNotContain("hunter2");
    }

    @Test
    void aBrokenPartDoesNotHideWhatIsWrongBesideIt() {
        assertThat(problems(HEAD + """
                        experiments:
                        - { name: a, hypothesis: h, route: nowhere }
                        - { name: b, hypothesis: h, route: flights, seed: x,
                            guardrails: [{ output: o, measure: flip-rate, max: 1 }] }
                        """))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("test.yaml:4:36: experiments[0].route: 'nowhere'"),
                        second -> assertThat(second).startsWith("test.yaml:5:51: experiments[1].seed: 'x'"),
                        third -> assertThat(third)
                                .startsWith("test.yaml:6:18: experiments[1].guardrails[0]: nothing is measured"));
    }

    @Test
    void aFileThatCannotBeReadIsToldWithoutALine(@TempDir Path folder) throws IOException {
        assertThat(read(folder.resolve("absent.yaml"))).endsWith("absent.yaml: does not exist; expected a YAML file");
        assertThat(read(folder)).endsWith(": is a folder; expected a YAML file");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        assertThat(read(latin)).endsWith("latin.yaml: is not text in UTF-8");
        Path huge = Files.writeString(folder.resolve("huge.yaml"), "a".repeat(2_000_000));
        assertThat(read(huge)).endsWith("huge.yaml: is larger than 1 MiB; expected a configuration");
    }

    private static String read(Path file) {
        ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, Map.of());
        return catchThrowableOfType(InvalidConfig.class, () -> loader.load(file))
                .problems()
                .get(0)
                .toString();
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsChangeNothing() throws InvalidConfig {
        assertThat(load("\uFEFF" + HEAD.replace("\n", "\r\n")).config())
                .isEqualTo(load(HEAD).config());
    }

    @Test
    void aForbiddenCharacterIsToldWithItsPlace() {
        assertThat(problems("version: 1\nroutes: \u0007"))
                .containsExactly("test.yaml:2:9: the character U+0007 is not allowed in YAML");
    }

    @Test
    @Timeout(60)
    void aFileMadeToHarmIsRefusedQuickly() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append("*a" + (i - 1) + ",")
                    .append("*a" + (i - 1) + ",")
                    .append("*a" + (i - 1) + ",")
                    .append("*a" + (i - 1))
                    .append("]\n");
        }
        assertThat(problems(laughs.toString())).singleElement().asString().contains("aliases of this file expand");
        assertThat(problems("[".repeat(100_000))).singleElement().asString().contains("nested more than 50 levels");
        assertThat(problems("a: ".repeat(1) + "{a: ".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nested more");
        assertThat(problems("x: &a *a")).isNotEmpty();
        assertThat(problems("a: 1\n".repeat(50_000))).singleElement().asString().contains("more than 20000 values");
        assertThat(problems("a: 1\n".repeat(5_000))).hasSize(200);
    }

    @Test
    void aNameWithDotsAndBracketsIsFoundWhereItIsWritten() {
        assertThat(problems("version: 1\nroutes:\n  a.b: { from: a, to: b }\n  a.b.c: { from: c, to: b }"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:4:25: routes.a.b.c.to: 'b' is already written by the route 'a.b'");
        assertThat(problems("version: 1\nroutes:\n  '[0] x': { from: a, to: b }"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:3:12: routes.[0] x: '[0] x' is not a name");
    }

    @Test
    void aLongExpressionDoesNotHideWhatIsWrongWithIt() {
        assertThat(problems(experiment("select: { where: " + "value.n == 1 || ".repeat(500) + " vlaue }")))
                .singleElement()
                .asString()
                .contains("'vlaue' is not known");
    }

    @Test
    void aMessageIsOneLineOfBoundedLength() {
        assertThat(problems(experiment("mode: \"" + "a\\n\\u0001".repeat(5_000) + "\"")))
                .singleElement()
                .asString()
                .hasSizeLessThan(1_100)
                .doesNotContain("\n")
                .doesNotContain("\u0001");
    }

    @Test
    void numbersThatOnlyOtherLanguagesReadAreRefused() {
        for (String number : List.of("1_000", "0x10", "1e2", "5.0", "", "nan", "4294967296", "١")) {
            assertThat(problems(HEAD + "application: { http: { port: '" + number + "' } }"))
                    .as(number)
                    .hasSize(1);
        }
        for (String number : List.of(".nan", ".inf", "NaN", "1e999", "1,5", "0x1p3", "5d", "-0.1", "1.1")) {
            assertThat(problems(experiment("select: { fraction: '" + number + "' }")))
                    .as(number)
                    .hasSize(1);
        }
    }

    private static String further(String name) {
        return "experiments:\n- name: " + name + "\n  hypothesis: h\n  route: flights\n  faults: [ drop-record ]\n";
    }

    private static Loaded loadFolder(Path folder, String... files) throws IOException, InvalidConfig {
        Path main = Files.writeString(
                folder.resolve("gregor.yaml"),
                experiment("enabled: true").replace("routes:", "application: { experiments-from: more }\nroutes:"));
        Path more = Files.createDirectories(folder.resolve("more"));
        for (int i = 0; i < files.length; i += 2) {
            Files.writeString(more.resolve(files[i]), files[i + 1]);
        }
        return new ConfigLoader(SampleFaults.TYPES, Map.of("NAME", "c")).load(main);
    }

    @Test
    void experimentsOfAFolderComeBehindThoseOfTheFileInTheOrderOfTheirNames(@TempDir Path folder) throws Exception {
        Loaded loaded = loadFolder(
                folder, "2.yml", further("${NAME}"), "1.yaml", further("b"), ".hidden.yaml", "[", "notes.txt", "[");

        assertThat(loaded.config().experiments()).extracting(Experiment::name).containsExactly("a", "b", "c");
        Loaded again = new ConfigLoader(SampleFaults.TYPES, Map.of()).load("excerpt", loaded.excerpt());
        assertThat(again.config().experiments()).isEqualTo(loaded.config().experiments());
    }

    @Test
    void problemsOfAFolderNameItsFilesWithLineAndColumn(@TempDir Path folder) {
        String more = folder.resolve("more").toString();

        InvalidConfig thrown = catchThrowableOfType(
                InvalidConfig.class,
                () -> loadFolder(
                        folder,
                        "1.yaml",
                        further("a"),
                        "2.yaml",
                        "routes: {}\n" + further("d"),
                        "3.yaml",
                        further("e").replace("flights", "trains"),
                        "4.yaml",
                        "- a\n",
                        "5.yaml",
                        "# nothing\n"));

        assertThat(thrown.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        more
                                + "/1.yaml:2:9: experiments[0].name: 'a' is the name of an experiment of an earlier file; expected a name of its own",
                        more
                                + "/2.yaml:1:1: routes: does not belong here; a file of 'experiments-from' has 'version' and 'experiments', and"
                                + " everything else stands in the main file",
                        more + "/3.yaml:4:10: experiments[0].route: 'trains' is not a route; expected flights",
                        more + "/4.yaml:1:1: a list is given; expected a mapping with experiments",
                        more + "/5.yaml:1:1: the file is empty; expected a list of experiments");
    }

    @Test
    void aFolderThatIsNotThereIsSaid(@TempDir Path folder) {
        String text = "application: { experiments-from: none }\n" + HEAD;

        InvalidConfig thrown = catchThrowableOfType(
                InvalidConfig.class,
                () -> new ConfigLoader(SampleFaults.TYPES, Map.of())
                        .load(folder.resolve("gregor.yaml").toString(), text));

        assertThat(thrown.problems())
                .singleElement()
                .asString()
                .contains(
                        "gregor.yaml:1:34: application.experiments-from: '",
                        "none' cannot be read: there is no such folder");
    }

    @Test
    void aFolderThatIsNoPathIsSaid() {
        assertThat(problems("application: { experiments-from: \"a\\0b\" }\n" + HEAD))
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:34: application.experiments-from: ")
                .contains("is no path here");
    }

    @Test
    void theApplicationAloneIsReadWhateverIsWrongWithTheRest(@TempDir Path folder) throws Exception {
        ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, Map.of());
        Path file = Files.writeString(
                folder.resolve("gregor.yaml"), "application: { id: other }\nroutes: nonsense\nexperiments: [ 7 ]\n");

        assertThat(loader.application(file).id()).isEqualTo("other");

        Files.writeString(file, "routes: {}\n");
        assertThat(loader.application(file).id()).isEqualTo("gregor");

        Files.writeString(file, "application: { id: '?' }\n");
        assertThat(catchThrowableOfType(InvalidConfig.class, () -> loader.application(file))
                        .problems())
                .hasSize(1);

        Files.writeString(file, "- nothing\n");
        assertThat(catchThrowableOfType(InvalidConfig.class, () -> loader.application(file))
                        .problems())
                .hasSize(1);
    }
}
