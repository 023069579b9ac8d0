package dev.tombola;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.tombola.testkit.ArchitectureRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the classes of every module, which is why this module is built last. */
class ArchitectureTest {
    private static final List<String> MODULES = List.of(
            "ticket-model",
            "ticket-store",
            "ticket-kafka",
            "vision",
            "vision-djl",
            "pruning",
            "pruner-service",
            "trainer-service",
            "evaluator-service",
            "devstack",
            "tombola-cli");

    /** For tests, or in a profile of their own. */
    private static final Set<String> NOT_BUILT_HERE = Set.of("test-kit", "benchmarks", "simulation");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream().map(ArchitectureTest::classesOf).toList());

    static Stream<ArchRule> rules() {
        return ArchitectureRules.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    /** A module that was not built, or moved, would pass every rule. */
    @Test
    void everyModuleIsThere() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(classesOf(module))
                        .as("%s is not compiled: run ./mvnw test-compile once for all modules", module)
                        .isDirectory());
        assertThat(Path.of("..").toAbsolutePath().normalize())
                .satisfies(root -> assertThat(modulesIn(root)).containsExactlyInAnyOrderElementsOf(MODULES));
    }

    private static List<String> modulesIn(Path root) throws java.io.IOException {
        try (var folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !NOT_BUILT_HERE.contains(name))
                    .toList();
        }
    }

    private static Path classesOf(String module) {
        return Path.of("..", module, "target", "classes");
    }
}
