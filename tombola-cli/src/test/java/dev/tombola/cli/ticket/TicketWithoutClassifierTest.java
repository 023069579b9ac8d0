package dev.tombola.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.random.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that were trained without labels, or that somebody has cut off before the head, as a model. */
class TicketWithoutClassifierTest {
    private static final Network NETWORK = ExportedTickets.NETWORK;
    private static final int SIDE = 28;

    /** In bytes; ONNX Runtime 1.29 ends the JVM where the calling thread has less than about a megabyte left. */
    private static final long STACK = 16L << 20;

    @TempDir
    private Path folder;

    private final ExportedTickets tickets = new ExportedTickets(new Blobs(new InMemoryObjectStore()));

    @Test
    void givesTheFeaturesThatItsHeadReads() throws Exception {
        var projecting = outputs(NETWORK.projecting(12, 8));
        var headless = outputs(NETWORK.headless());

        assertThat(projecting).containsOnlyKeys(OnnxEmitter.PROJECTION, OnnxEmitter.FEATURES);
        assertThat(projecting.get(OnnxEmitter.PROJECTION)).hasSize(8);
        assertThat(headless).containsOnlyKeys(OnnxEmitter.FEATURES);
        float[] features = Objects.requireNonNull(headless.get(OnnxEmitter.FEATURES));
        assertThat(projecting.get(OnnxEmitter.FEATURES)).containsExactly(features, within(1e-6f));
        assertThat(features).hasSize(128).isNotEqualTo(new float[128]);
    }

    @Test
    void saysWhenNoTaskHasImagesForItsStem() {
        var colours = Networks.named("cifar-resnet8", Map.of("width", 32, "stemStride", 2), 3, 5);

        assertThatThrownBy(() -> outputs(colours))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the weights' conv1.weight is [32, 3, 3, 3], and no task of the search has images for it");
    }

    private Map<String, float[]> outputs(Network network) throws Exception {
        var file = folder.resolve("ticket.onnx");
        tickets.export(TicketExport.Form.ONNX, file, new Initialisation(Randomness.of(1)).of(network));
        var model = Files.readAllBytes(file);
        var run = new FutureTask<>(() -> onnxRuntime(model));
        new Thread(null, run, "onnx", STACK).start();
        return run.get();
    }

    private static Map<String, float[]> onnxRuntime(byte[] model) throws OrtException {
        var random = new SplittableRandom(4);
        var image = new float[1][1][SIDE][SIDE];
        for (float[] row : image[0][0]) {
            for (int x = 0; x < SIDE; x++) {
                row[x] = (float) random.nextDouble();
            }
        }
        var environment = OrtEnvironment.getEnvironment();
        var outputs = new TreeMap<String, float[]>();
        try (var session = environment.createSession(model);
                var input = OnnxTensor.createTensor(environment, image);
                var result = session.run(Map.of(OnnxEmitter.INPUT, input))) {
            for (var output : result) {
                outputs.put(output.getKey(), ((float[][]) output.getValue().getValue())[0]);
            }
        }
        return outputs;
    }
}
