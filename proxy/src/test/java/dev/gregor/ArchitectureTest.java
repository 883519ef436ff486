package dev.gregor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** Who may know whom. An arrow of DESIGN.md that is not here, or is broken, is an error. */
@AnalyzeClasses(packages = "dev.gregor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PROXY = {
        "dev.gregor.audit..",
        "dev.gregor.cli..",
        "dev.gregor.demo..",
        "dev.gregor.http..",
        "dev.gregor.report..",
        "dev.gregor.results..",
        "dev.gregor.runtime..",
        "dev.gregor.view.."
    };
    private static final String[] TOPOLOGIES = {
        "dev.gregor.record..",
        "dev.gregor.fault..",
        "dev.gregor.store..",
        "dev.gregor.decision..",
        "dev.gregor.injection..",
        "dev.gregor.divergence..",
        "dev.gregor.judge..",
        "dev.gregor.measure.."
    };

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.gregor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TOPOLOGIES_DO_NOT_KNOW_THE_PROXY = noClasses()
            .that()
            .resideInAnyPackage(TOPOLOGIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROXY);

    @ArchTest
    static final ArchRule CONFIG_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("dev.gregor.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TOPOLOGIES)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(PROXY)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule COMMANDS_ARE_CALLED_BY_NOBODY = onlyKnownBy("dev.gregor.cli..", "dev.gregor.cli..");

    @ArchTest
    static final ArchRule HTTP_IS_CALLED_BY_COMMANDS =
            onlyKnownBy("dev.gregor.http..", "dev.gregor.http..", "dev.gregor.cli..");

    @ArchTest
    static final ArchRule THE_DEMO_IS_CALLED_BY_COMMANDS =
            onlyKnownBy("dev.gregor.demo..", "dev.gregor.demo..", "dev.gregor.cli..");

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_NOBODY_OF_THE_PROXY = knowsOfGregor(
            "dev.gregor.runtime..",
            "dev.gregor.config..",
            "dev.gregor.record..",
            "dev.gregor.fault..",
            "dev.gregor.decision..",
            "dev.gregor.injection..",
            "dev.gregor.divergence..",
            "dev.gregor.measure..",
            "dev.gregor.judge..");

    @ArchTest
    static final ArchRule THE_AUDIT_IS_CALLED_BY_COMMANDS =
            onlyKnownBy("dev.gregor.audit..", "dev.gregor.audit..", "dev.gregor.cli..");

    @ArchTest
    static final ArchRule THE_AUDIT_SHARES_NOTHING_OF_THE_TOPOLOGY = knowsOfGregor(
            "dev.gregor.audit..",
            "dev.gregor.config..",
            "dev.gregor.record..",
            "dev.gregor.fault..",
            "dev.gregor.decision..",
            "dev.gregor.runtime..");

    @ArchTest
    static final ArchRule HTTP_KNOWS_THE_RUNTIME = knowsOfGregor(
            "dev.gregor.http..",
            "dev.gregor.view..",
            "dev.gregor.runtime..",
            "dev.gregor.divergence..",
            "dev.gregor.config..");

    @ArchTest
    static final ArchRule A_VIEW_IS_SHOWN_BY_HTTP_AND_COMMANDS =
            onlyKnownBy("dev.gregor.view..", "dev.gregor.view..", "dev.gregor.http..", "dev.gregor.cli..");

    @ArchTest
    static final ArchRule A_REPORT_KNOWS_WHAT_WAS_JUDGED =
            knowsOfGregor("dev.gregor.report..", "dev.gregor.judge..", "dev.gregor.measure..", "dev.gregor.config..");

    @ArchTest
    static final ArchRule A_REPORT_NEEDS_NO_CLUSTER = noClasses()
            .that()
            .resideInAPackage("dev.gregor.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule TOPOLOGIES_KNOW_NO_HTTP_FILES_OR_PROCESSES = noClasses()
            .that()
            .resideInAnyPackage(TOPOLOGIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.nio.file..", "io.javalin..", "picocli..", "io.confluent..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Runtime");

    @ArchTest
    static final ArchRule ONLY_COMMANDS_END_THE_PROCESS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.gregor.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    private static ArchRule onlyKnownBy(String known, String... by) {
        return classes()
                .that()
                .resideInAPackage(known)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(by);
    }

    private static ArchRule knowsOfGregor(String known, String... others) {
        String[] allowed =
                Stream.concat(Stream.of(known), Arrays.stream(others)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(known)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gregor..").and(not(resideInAnyPackage(allowed))));
    }
}
