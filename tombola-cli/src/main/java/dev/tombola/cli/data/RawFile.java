package dev.tombola.cli.data;

import dev.tombola.ticket.store.Digest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A file at a data set's official place, and what it is known by. */
sealed interface RawFile {
    String name();

    /** Whether a file on disk is this one, as far as it is known. */
    boolean isRight(Path file) throws IOException;

    /** Makes of a right file in a folder what vision's readers want to see beside it, unless it is there. */
    void unfold(Path folder) throws IOException, FetchFailedException;

    /** One file, to be read as it comes. */
    record Plain(String name, Digest content) implements RawFile {
        @Override
        public boolean isRight(Path file) throws IOException {
            try (InputStream in = open(file)) {
                return content.equals(digest(in));
            }
        }

        @Override
        public void unfold(Path folder) {}
    }

    /**
     * One file, packed with gzip in whatever way: different packers make different bytes of it.
     *
     * @param unpacked of its content
     */
    record Gzip(String name, Digest unpacked) implements RawFile {
        @Override
        public boolean isRight(Path file) throws IOException {
            try (InputStream in = open(file)) {
                return unpacked.equals(digest(new GZIPInputStream(in, 1 << 16)));
            } catch (EOFException | ZipException _) {
                return false;
            }
        }

        @Override
        public void unfold(Path folder) {}
    }

    /**
     * A tar.gz.
     *
     * @param packed of the archive itself
     * @param members the files that are taken out of it, without their folders
     */
    record Archive(String name, Digest packed, Set<String> members) implements RawFile {
        @Override
        public boolean isRight(Path file) throws IOException {
            try (InputStream in = open(file)) {
                return packed.equals(digest(in));
            }
        }

        /** Takes the members out, whatever folder they lie in; each appears only when it is whole. */
        @Override
        public void unfold(Path folder) throws IOException, FetchFailedException {
            var missing = new HashSet<>(members);
            if (members.stream().allMatch(member -> Files.exists(folder.resolve(member)))) {
                return;
            }
            try (var tar = new TarArchiveInputStream(new GZIPInputStream(open(folder.resolve(name)), 1 << 16))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    String member = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                    if (entry.isFile() && missing.remove(member)) {
                        Path part = folder.resolve(member + ".part");
                        Files.copy(tar, part, StandardCopyOption.REPLACE_EXISTING);
                        Files.move(part, folder.resolve(member), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            if (!missing.isEmpty()) {
                throw new FetchFailedException(name + " holds no " + String.join(", ", missing));
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    private static Digest digest(InputStream content) throws IOException {
        var sha256 = Digest.sha256();
        try (var in = new DigestInputStream(content, sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(sha256);
    }
}
