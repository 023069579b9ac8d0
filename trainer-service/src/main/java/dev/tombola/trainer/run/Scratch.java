package dev.tombola.trainer.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Where checkpoints, and what runs leave to others, lie while they are written or read. Trainers of one machine may share it. */
record Scratch(Path folder) {
    private static final Logger LOG = Logger.getLogger(Scratch.class);
    private static final Duration OLD = Duration.ofDays(1);
    private static final String NAMES = "{checkpoint-*,.fetch-*.part}";

    /** A place for one more. */
    Path file() {
        try {
            return Files.createDirectories(folder).resolve("checkpoint-" + UUID.randomUUID());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what killed trainers left behind, each as large as a checkpoint. */
    void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var old = Instant.now().minus(OLD);
        try (var leftovers = Files.newDirectoryStream(folder, NAMES)) {
            for (var leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).toInstant().isBefore(old)) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException e) { // another trainer was faster, for one
            LOG.warnf("%s is not swept: %s", folder, e.getMessage());
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s is left behind: %s", file, e.getMessage());
        }
    }
}
