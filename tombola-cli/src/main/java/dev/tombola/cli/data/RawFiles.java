package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.ticket.store.Digest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

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
            if (!isThere(file, folder)) {
                download(file, source.site().resolve(file.name()), target);
                if (file instanceof RawFile.Archive archive) {
                    unpack(archive, target);
                }
            }
        }
    }

    private void download(RawFile file, URI from, Path target) throws IOException, FetchFailedException {
        boolean resumes = Download.hasBegun(target);
        download.to(target, from);
        if (!isRight(file, target)) {
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
                if (!Files.exists(found) || !isRight(file, found)) {
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
                    case RawFile.Gzip gzip -> gzip.name();
                    case RawFile.Archive archive -> "what is in " + archive.name();
                })
                .collect(Collectors.joining(", "));
        return "%s cannot be fetched: %s; put %s into a folder and run ./tombola data import %s FOLDER"
                .formatted(source.dataSet(), String.join("; ", barred), files, source.dataSet());
    }

    private static boolean isThere(RawFile file, Path folder) throws IOException {
        Path target = folder.resolve(file.name());
        return Files.exists(target)
                && isRight(file, target)
                && switch (file) {
                    case RawFile.Gzip _ -> true;
                    case RawFile.Archive archive ->
                        archive.members().stream().allMatch(member -> Files.exists(folder.resolve(member)));
                };
    }

    private static boolean isRight(RawFile file, Path target) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(target))) {
            return switch (file) {
                case RawFile.Gzip gzip -> gzip.unpacked().equals(digest(new GZIPInputStream(in, 1 << 16)));
                case RawFile.Archive archive -> archive.packed().equals(digest(in));
            };
        } catch (EOFException | ZipException _) {
            return false;
        }
    }

    private static Digest digest(InputStream content) throws IOException {
        var sha256 = Digest.sha256();
        try (var in = new DigestInputStream(content, sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(sha256);
    }

    /** Takes the wanted files out, whatever folder they lie in; each appears only when it is whole. */
    private static void unpack(RawFile.Archive archive, Path file) throws IOException, FetchFailedException {
        var missing = new HashSet<>(archive.members());
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && missing.remove(name)) {
                    Path part = file.resolveSibling(name + ".part");
                    Files.copy(tar, part, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(part, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new FetchFailedException(file.getFileName() + " holds no " + String.join(", ", missing));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
