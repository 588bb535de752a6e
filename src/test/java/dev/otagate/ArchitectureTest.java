package dev.otagate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.otagate.support.SameOnEveryJdk;

@AnalyzeClasses(packages = "dev.otagate", importOptions = ImportOption.DoNotIncludeTests.class)
@SameOnEveryJdk
class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_PACKAGE_REACHES_UP_THE_PIPELINE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy("dev.otagate")
            .layer("cli")
            .definedBy("dev.otagate.cli")
            .layer("transfer")
            .definedBy("dev.otagate.transfer")
            .layer("server")
            .definedBy("dev.otagate.server")
            .layer("http")
            .definedBy("dev.otagate.http")
            .layer("management")
            .definedBy("dev.otagate.management")
            .layer("console")
            .definedBy("dev.otagate.console")
            .layer("pipeline")
            .definedBy("dev.otagate.pipeline")
            .layer("response")
            .definedBy("dev.otagate.response")
            .layer("openapi")
            .definedBy("dev.otagate.openapi")
            .layer("history")
            .definedBy("dev.otagate.history")
            .layer("diagnosis")
            .definedBy("dev.otagate.diagnosis")
            .layer("operation")
            .definedBy("dev.otagate.operation")
            .layer("cluster")
            .definedBy("dev.otagate.cluster")
            .layer("limit")
            .definedBy("dev.otagate.limit")
            .layer("signature")
            .definedBy("dev.otagate.signature")
            .layer("account")
            .definedBy("dev.otagate.account")
            .layer("store")
            .definedBy("dev.otagate.store")
            .layer("parameter")
            .definedBy("dev.otagate.parameter")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("transfer")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli", "transfer")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("management")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("server", "cli")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("http", "server", "console")
            .whereLayer("response")
            .mayOnlyBeAccessedByLayers("pipeline", "http", "server")
            .whereLayer("openapi")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("operation")
            .mayOnlyBeAccessedByLayers("pipeline", "server", "openapi", "transfer", "console", "cli")
            .whereLayer("history")
            .mayOnlyBeAccessedByLayers("pipeline", "server", "console")
            .whereLayer("diagnosis")
            .mayOnlyBeAccessedByLayers("history", "pipeline", "server", "cli", "console")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("server", "cli", "console")
            .whereLayer("limit")
            .mayOnlyBeAccessedByLayers("pipeline", "server", "cluster", "management")
            .whereLayer("signature")
            .mayOnlyBeAccessedByLayers("pipeline", "cli", "transfer", "diagnosis")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("pipeline", "server", "cli", "transfer", "diagnosis", "console")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("response", "operation", "pipeline", "server", "cli")
            .whereLayer("parameter")
            .mayOnlyBeAccessedByLayers("signature", "diagnosis", "response", "pipeline", "http", "cli", "transfer");

    @ArchTest
    static final ArchRule NO_PACKAGES_DEPEND_ON_EACH_OTHER_IN_A_CIRCLE =
            slices().matching("dev.otagate.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_RULES_KNOW_NOTHING_OF_HTTP = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.otagate.parameter", "dev.otagate.signature", "dev.otagate.limit", "dev.otagate.failure")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule ONLY_THE_START_TOUCHES_JDBC = noClasses()
            .that()
            .resideOutsideOfPackage("dev.otagate.database")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.flywaydb..", "org.postgresql..");
}
