package dev.tombola.store.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.tombola.ticket.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against files that the reference implementation wrote, or that somebody broke on purpose. */
class SafetensorsGoldenTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void writesEveryFileOfTheReferenceAgainByteForByte() throws IOException {
        for (Path folder : GoldenFolder.required()) {
            for (var name : List.of("expected.safetensors", "expected-views.safetensors")) {
                Path file = folder.resolve("checkpoints").resolve(name);
                try (var read = Safetensors.open(file)) {
                    var out = new ByteArrayOutputStream();
                    Safetensors.write(out, read.tensors(), read.metadata());
                    assertThat(out.toByteArray()).as("%s", file).isEqualTo(Files.readAllBytes(file));
                }
            }
        }
    }

    @Test
    void readsMasksThatKeepAsManyWeightsAsTheReferenceCounted() {
        for (Path folder : GoldenFolder.required()) {
            try (var read = Safetensors.open(folder.resolve("prune.safetensors"))) {
                var kept = Json.read(read.metadata().getOrDefault("kept", "[]"), int[].class);
                assertThat(kept).hasSize(5);
                for (int round = 1; round <= kept.length; round++) {
                    assertThat(ones(read, "round" + round + ".mask.")).isEqualTo(kept[round - 1]);
                }
            }
        }
    }

    @Test
    void refusesEveryBrokenFileAtOnceAndInOneLine() throws IOException {
        for (Path folder : GoldenFolder.required()) {
            var broken = broken(folder.resolve("checkpoints"));
            assertThat(broken).isNotEmpty();
            for (Path file : broken) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                assertThatThrownBy(() -> Safetensors.open(file))
                        .as("%s", file)
                        .isInstanceOf(InvalidTensorFileException.class)
                        .hasMessageStartingWith(file + ": ")
                        .hasMessageNotContaining("\n");
                assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                        .as("bytes allocated for %s", file)
                        .isLessThan(4 << 20);
            }
        }
    }

    private static long ones(Safetensors file, String prefix) {
        return file.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .flatMap(tensor -> tensor.data().elements(ValueLayout.JAVA_BYTE))
                .filter(element -> element.get(ValueLayout.JAVA_BYTE, 0) == 1)
                .count();
    }

    private static List<Path> broken(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("bad-.*[.]safetensors"))
                    .sorted()
                    .toList();
        }
    }
}
