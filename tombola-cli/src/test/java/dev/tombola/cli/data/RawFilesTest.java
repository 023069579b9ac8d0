package dev.tombola.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.ticket.store.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawFilesTest {
    private static final byte[] CONTENT = "sixty thousand images".repeat(1000).getBytes(UTF_8);

    private final RawFiles raw = new RawFiles(Progress.NONE);
    private FileServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = new FileServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void checksWhatAFileUnpacksToHoweverItWasPacked() throws IOException {
        for (int level : List.of(Deflater.BEST_SPEED, Deflater.BEST_COMPRESSION)) {
            server.serving("images.gz", gzip(CONTENT, level));

            raw.bring(images(), folder.resolve("level-" + level));

            assertThat(folder.resolve("level-" + level + "/images.gz")).hasBinaryContent(gzip(CONTENT, level));
        }
    }

    @Test
    void asksForNothingThatIsThereAndRight() throws IOException {
        server.serving("images.gz", gzip(CONTENT, 6));
        raw.bring(images(), folder);
        raw.bring(images(), folder);

        assertThat(server.requests()).containsExactly("images.gz");
    }

    @Test
    void fetchesAgainWhatIsThereButBroken() throws IOException {
        server.serving("images.gz", gzip(CONTENT, 6));
        for (var broken : List.of(new byte[0], new byte[] {0x1f, (byte) 0x8b, 8, 0}, gzip(new byte[9], 6))) {
            Files.write(folder.resolve("images.gz"), broken);

            raw.bring(images(), folder);

            assertThat(folder.resolve("images.gz")).hasBinaryContent(gzip(CONTENT, 6));
        }
    }

    @Test
    void beginsAgainWhenThePartOnDiskWasOfSomethingElse() throws IOException {
        server.serving("images.gz", gzip(CONTENT, 6));
        Files.write(folder.resolve("images.gz.part"), new byte[10]);

        raw.bring(images(), folder);

        assertThat(folder.resolve("images.gz")).hasBinaryContent(gzip(CONTENT, 6));
        assertThat(server.requests()).containsExactly("images.gz from 10", "images.gz");
    }

    @Test
    void refusesWhatIsNotWhatWasPublishedAndSaysWhatElseCanBeDone() {
        server.serving("images.gz", "<html>please log in</html>".getBytes(UTF_8));

        assertThatThrownBy(() -> raw.bring(images(), folder))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("mnist cannot be fetched: " + server.at("images.gz")
                        + ": what came is not what was published (SHA-256 differs);"
                        + " put images.gz into a folder and run ./tombola data import mnist FOLDER");
        assertThat(folder.resolve("images.gz")).doesNotExist();
    }

    @Test
    void takesOutOfAnArchiveWhatIsWantedAndNothingElse() throws IOException {
        byte[] archive = archive("cifar/train.bin", "cifar/readme.html", "../../test.bin");
        server.serving("cifar.tar.gz", archive);
        var source = source(new RawFile.Archive("cifar.tar.gz", Digest.of(archive), Set.of("train.bin", "test.bin")));

        raw.bring(source, folder.resolve("deep"));

        assertThat(folder.resolve("deep/train.bin")).hasContent("cifar/train.bin");
        assertThat(folder.resolve("deep/test.bin")).hasContent("../../test.bin");
        assertThat(folder.resolve("deep/readme.html")).doesNotExist();
        Files.delete(folder.resolve("deep/test.bin"));
        raw.bring(source, folder.resolve("deep"));
        assertThat(folder.resolve("deep/test.bin")).hasContent("../../test.bin");
        assertThat(server.requests()).containsExactly("cifar.tar.gz");
    }

    @Test
    void saysWhichFileAnArchiveLacks() throws IOException {
        byte[] archive = archive("cifar/train.bin");
        server.serving("cifar.tar.gz", archive);
        var source = source(new RawFile.Archive("cifar.tar.gz", Digest.of(archive), Set.of("train.bin", "test.bin")));

        assertThatThrownBy(() -> raw.bring(source, folder))
                .hasMessage("mnist cannot be fetched: cifar.tar.gz holds no test.bin;"
                        + " put what is in cifar.tar.gz into a folder and run ./tombola data import mnist FOLDER");
    }

    private Source images() {
        return source(new RawFile.Gzip("images.gz", Digest.of(CONTENT)));
    }

    private Source source(RawFile file) {
        return new Source("mnist", server.at("pub/"), 1, List.of(file), Optional.empty()).at(server.at(""));
    }

    private static byte[] gzip(byte[] content, int level) throws IOException {
        var packed = new ByteArrayOutputStream();
        var out = new GZIPOutputStream(packed) {
            {
                def.setLevel(level);
            }
        };
        try (out) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** Every file holds its own name. */
    private static byte[] archive(String... names) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
            for (String name : names) {
                var entry = new TarArchiveEntry(name, true);
                entry.setSize(name.length());
                tar.putArchiveEntry(entry);
                tar.write(name.getBytes(UTF_8));
                tar.closeArchiveEntry();
            }
        }
        return packed.toByteArray();
    }
}
