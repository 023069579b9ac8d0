package dev.tombola.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.fuzzing.Reading;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.network.Layer;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CheckpointFileFuzzTest {
    /** Two tensors: {@code linear.weight} [2, 1] and {@code linear.bias} [2]. */
    private static final Network NETWORK = new Network(
            "tiny",
            List.of(
                    new Node(new Layer.Input(1), List.of()),
                    new Node(new Layer.GlobalAveragePool(), List.of(0)),
                    new Node(new Layer.Linear("linear", 1, 2), List.of(1))));

    private final Path file;
    private final Path again;

    CheckpointFileFuzzTest() throws IOException {
        var folder = Files.createTempDirectory("fuzzing-");
        file = folder.resolve("read");
        again = folder.resolve("written");
        List.of(folder, file, again).forEach(path -> path.toFile().deleteOnExit());
    }

    @FuzzTest
    void reads(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        var checkpoint =
                Reading.of(bytes.length, () -> CheckpointFile.read(file, NETWORK), InvalidTensorFileException.class);
        if (checkpoint.isPresent()) {
            var first = written(checkpoint.get(), again);
            var second = written(CheckpointFile.read(again, NETWORK), file);
            assertThat(second).isEqualTo(first);
        }
    }

    private static byte[] written(Checkpoint checkpoint, Path file) throws IOException {
        CheckpointFile.write(file, checkpoint);
        return Files.readAllBytes(file);
    }
}
