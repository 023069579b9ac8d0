package dev.tombola.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DownloadTest {
    private static final byte[] CONTENT = new byte[300_000];

    private final Download download = new Download(Duration.ofSeconds(50), Progress.NONE);
    private FileServer server;
    private Path target;

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @BeforeEach
    void serve(@TempDir Path folder) throws IOException {
        server = new FileServer().serving("file", CONTENT);
        target = folder.resolve("new/file");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bringsTheWholeFile() throws Exception {
        download.to(target, server.at("file"));

        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(target.getParent()).isDirectoryContaining("glob:**file").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void goesOnAtOnceWhereTheConnectionBreaks() throws Exception {
        server.breaksAfter = 100_000;

        download.to(target, server.at("file"));

        assertThat(target).hasBinaryContent(CONTENT);
        // Of what was on its way when a connection broke, the end may be lost.
        assertThat(server.requests()).hasSizeBetween(3, 5).first().isEqualTo("file");
        assertThat(server.requests().stream().skip(1))
                .allMatch(request -> request.matches("file from [1-9]\\d*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnWhereAnEarlierCallStopped() throws Exception {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("file.part"), Arrays.copyOf(CONTENT, 123_456));

        download.to(target, server.at("file"));

        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(server.requests()).containsExactly("file from 123456");
    }

    @Test
    void beginsAgainWhereTheServerKnowsNoRanges() throws Exception {
        server.ranges = false;
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("file.part"), new byte[123_456]);

        download.to(target, server.at("file"));

        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void beginsAgainWhereThePartIsLongerThanTheFile() throws Exception {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("file.part"), new byte[400_000]);

        download.to(target, server.at("file"));

        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void keepsWhatItGotFromAServerThatFallsSilent() {
        server.breaksAfter = 100_000;
        server.stalls = true;
        server.ranges = false;

        var impatient = new Download(Duration.ofSeconds(5), Progress.NONE);

        assertThatThrownBy(() -> impatient.to(target, server.at("file")))
                .isInstanceOf(FetchFailedException.class)
                .hasMessage(server.at("file") + ": nothing came for 5 s");
        assertThat(target).doesNotExist();
        assertThat(target.resolveSibling("file.part")).hasSize(100_000);
    }

    @Test
    void saysWhatTheServerAnswers() {
        assertThatThrownBy(() -> download.to(target, server.at("other")))
                .isInstanceOf(FetchFailedException.class)
                .hasMessage(server.at("other") + ": the server answers 404");
    }

    @Test
    void saysWhenNobodyIsThere() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> download.to(target, URI.create("http://localhost:" + port + "/file")))
                .isInstanceOf(FetchFailedException.class)
                .hasMessage("http://localhost:" + port + "/file: no connection");
        assertThatThrownBy(() -> download.to(target, URI.create("http://nobody.invalid/file")))
                .hasMessage("http://nobody.invalid/file: no connection");
    }

    @Test
    void saysHowFarItIs() throws Exception {
        var reached = new ArrayList<Long>();
        Progress progress = (what, total) -> {
            assertThat(what).isEqualTo("file");
            assertThat(total).isEqualTo(CONTENT.length);
            return new Progress.Step() {
                @Override
                public void reach(long bytes) {
                    reached.add(bytes);
                }

                @Override
                public void close() {
                    reached.add(-1L);
                }
            };
        };

        new Download(Duration.ofSeconds(50), progress).to(target, server.at("file"));

        assertThat(reached.subList(0, reached.size() - 1)).isSorted().endsWith((long) CONTENT.length);
        assertThat(List.copyOf(reached).getLast()).isEqualTo(-1L);
    }
}
