package dev.tombola.store.dataset;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What processes left behind that were killed while they fetched or published: files under names of their own. */
final class Leftovers {
    /** Of processes that live, nothing stays unwritten for so long. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final String FETCHED = ".fetch-*.part";
    private static final String PUBLISHED = ".publish-*";

    private Leftovers() {}

    /** Removes old ones from a folder, if there is such a folder. */
    static void sweep(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var leftovers = Files.newDirectoryStream(folder, "{%s,%s}".formatted(FETCHED, PUBLISHED))) {
            for (Path leftover : leftovers) {
                if (isOld(leftover)) {
                    remove(leftover);
                }
            }
        }
    }

    private static boolean isOld(Path leftover) throws IOException {
        try {
            return Files.getLastModifiedTime(leftover)
                    .toInstant()
                    .isBefore(Instant.now().minus(OLD));
        } catch (NoSuchFileException e) {
            return false; // another process was faster
        }
    }

    private static void remove(Path leftover) throws IOException {
        Files.walkFileTree(leftover, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
