package dev.gregor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom, as the plan in the design has it. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gregor");
    private static final String[] TOPOLOGIES = {
        "dev.gregor.record..",
        "dev.gregor.fault..",
        "dev.gregor.decision..",
        "dev.gregor.injection..",
        "dev.gregor.measure..",
        "dev.gregor.judge..",
        "dev.gregor.divergence..",
        "dev.gregor.store.."
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config     | ",
                "store      | ",
                "record     | config",
                "fault      | record config",
                "decision   | fault record config",
                "injection  | decision fault record config store",
                "measure    | record config",
                "judge      | measure config",
                "divergence | record measure judge config store",
            })
    void aPackageImportsOnlyWhatThePlanAllows(String name, String allowed) {
        String[] known = Stream.concat(
                        Stream.of(name), allowed == null ? Stream.empty() : Stream.of(allowed.split(" ")))
                .map(each -> "dev.gregor." + each + "..")
                .toArray(String[]::new);
        classes()
                .that(resideInAPackage("dev.gregor." + name + ".."))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.gregor..").or(resideInAnyPackage(known)))
                .check(ALL);
    }

    @Test
    void everyPackageStandsInThePlanAndSaysThatNullsAreDeclared() {
        Set<String> packages = ALL.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages)
                .containsExactlyInAnyOrder(
                        "dev.gregor.config",
                        "dev.gregor.record",
                        "dev.gregor.fault",
                        "dev.gregor.decision",
                        "dev.gregor.injection",
                        "dev.gregor.measure",
                        "dev.gregor.judge",
                        "dev.gregor.divergence",
                        "dev.gregor.store");
        for (String name : packages) {
            assertThat(ALL.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("dev.gregor.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void topologiesTouchNoFilesNoNetworkAndNoProcesses() {
        noClasses()
                .that(resideInAnyPackage(TOPOLOGIES))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.net..", "java.nio.file..", "java.nio.channels..", "javax.net..")
                        .or(describe(
                                "files or processes",
                                type -> type.getName().startsWith("java.io.File")
                                        || type.isEquivalentTo(ProcessBuilder.class)
                                        || type.isEquivalentTo(Process.class)
                                        || type.isEquivalentTo(Runtime.class))))
                .check(ALL);
        noClasses()
                .that(resideInAnyPackage(TOPOLOGIES))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
    }

    @Test
    void topologiesTakeTheirClockAndTheirDrawsAsArguments() {
        noClasses()
                .that(resideInAnyPackage(TOPOLOGIES))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat(describe(
                        "clocks and random numbers of Java",
                        type -> type.isEquivalentTo(Clock.class)
                                || type.isAssignableTo(Random.class)
                                || type.getName().equals("java.util.SplittableRandom")
                                || type.getPackageName().equals("java.util.random")))
                .check(ALL);
    }

    @Test
    void onlyTheStoreTouchesTheInternalsOfKafkaStreams() {
        noClasses()
                .that(resideOutsideOfPackage("dev.gregor.store.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.streams..internals.."))
                .check(ALL);
    }

    @Test
    void aNameIsANounOfTheField() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Processor2)(\\$.*)?")
                .check(ALL);
    }
}
