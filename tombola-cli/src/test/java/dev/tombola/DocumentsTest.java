package dev.tombola;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents show is what is compiled, and what they point at is there. */
class DocumentsTest {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final List<String> SOURCES =
            files(".java").stream().map(DocumentsTest::compact).toList();

    @ParameterizedTest
    @MethodSource("documents")
    void showsCodeThatIsCompiled(Path document) {
        assertThat(CODE.matcher(read(document)).results().map(code -> withoutSpace(code.group(1))))
                .allSatisfy(code -> assertThat(SOURCES.stream().anyMatch(source -> source.contains(code)))
                        .as(code)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void pointsAtFilesThatAreThere(Path document) {
        assertThat(LINK.matcher(read(document)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @Test
    void thereIsSuchCode() {
        assertThat(documents().stream()
                        .filter(document -> CODE.matcher(read(document)).find()))
                .hasSizeGreaterThan(5);
    }

    static List<Path> documents() {
        return files(".md");
    }

    private static List<Path> files(String ending) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(Path.of(".."), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = String.valueOf(folder.getFileName());
                    return NOT_OURS.contains(name) || name.matches("\\.[a-z].*")
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(ending)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    private static String compact(Path file) {
        return withoutSpace(read(file));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
