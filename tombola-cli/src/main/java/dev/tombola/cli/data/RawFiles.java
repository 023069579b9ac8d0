package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommandFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a source on this machine's disk: fetched where they are missing, and checked in any case. */
final class RawFiles {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Progress progress;
    private final Download download;

    RawFiles(Progress progress) {
        this.progress = progress;
        this.download = new Download(PATIENCE, progress);
    }

    /** Afterwards the folder holds what vision's readers want to see. */
    void bring(Source source, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            bringAlone(source, folder);
        }
    }

    private void bringAlone(Source source, Path folder) throws IOException {
        var barred = new ArrayList<String>();
        try {
            download(source, folder);
        } catch (FetchFailedException e) {
            barred.add(e.getMessage());
            if (!unpackFromDebian(source, folder, barred)) {
                throw new CommandFailedException(advice(source, barred), e);
            }
        }
    }

    private void download(Source source, Path folder) throws IOException, FetchFailedException {
        for (var file : source.files()) {
            Path target = folder.resolve(file.name());
            if (!Files.exists(target) || !file.isRight(target)) {
                download(file, source.site().resolve(file.name()), target);
            }
            file.unfold(folder);
        }
    }

    private void download(RawFile file, URI from, Path target) throws IOException, FetchFailedException {
        boolean resumes = Download.hasBegun(target);
        download.to(target, from);
        if (!file.isRight(target)) {
            Files.delete(target);
            if (!resumes) {
                throw new FetchFailedException(from + ": what came is not what was published (SHA-256 differs)");
            }
            download(file, from, target); // what had begun was of something else
        }
    }

    private boolean unpackFromDebian(Source source, Path folder, List<String> barred) throws IOException {
        if (source.debian().isEmpty()) {
            return false;
        }
        Path scratch = Files.createTempDirectory(folder, ".debian-");
        try {
            Path unpacked = source.debian().get().unpack(scratch, progress);
            for (var file : source.files()) {
                Path found = unpacked.resolve(file.name());
                if (!Files.exists(found) || !file.isRight(found)) {
                    throw new FetchFailedException(
                            "Debian's package has no " + file.name() + " with the right SHA-256");
                }
                Files.move(found, folder.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING);
            }
            return true;
        } catch (FetchFailedException e) {
            barred.add(e.getMessage());
            return false;
        } finally {
            delete(scratch);
        }
    }

    private static String advice(Source source, List<String> barred) {
        var files = source.files().stream()
                .map(file -> switch (file) {
                    case RawFile.Plain plain -> plain.name();
                    case RawFile.Gzip gzip -> gzip.name();
                    case RawFile.Archive archive -> "what is in " + archive.name();
                })
                .collect(Collectors.joining(", "));
        return "%s cannot be fetched: %s; put %s into a folder and run ./tombola data import %s FOLDER"
                .formatted(source.dataSet(), String.join("; ", barred), files, source.dataSet());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
