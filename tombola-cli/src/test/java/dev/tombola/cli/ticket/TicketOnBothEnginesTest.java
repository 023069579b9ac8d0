package dev.tombola.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.torch.StateDict;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket's model on the engine that measures, beside its state dict and mask on the engine that trains. */
class TicketOnBothEnginesTest {
    private static final Network NETWORK = ExportedTickets.NETWORK;
    private static final int IMAGES = 5;
    private static final int SIDE = 28;

    /** In bytes; ONNX Runtime 1.29 ends the JVM where the calling thread has less than about a megabyte left. */
    private static final long STACK = 16L << 20;

    @TempDir
    private Path folder;

    @Test
    void theModelGivesTheLogitsOfTheMaskedStateDict() throws Exception {
        // Given
        var tickets = new ExportedTickets(new Blobs(new InMemoryObjectStore()));
        var weights = used();
        tickets.export(TicketExport.Form.TORCH, folder.resolve("ticket.pt"), weights);
        tickets.export(TicketExport.Form.ONNX, folder.resolve("ticket.onnx"), weights);
        var model = Files.readAllBytes(folder.resolve("ticket.onnx"));
        var images = noise();

        // When
        float[] measured = withStack(() -> onnxRuntime(model, images));
        float[] trained = stateDict(folder.resolve("ticket.pt"), images);

        // Then
        assertThat(measured).hasSize(IMAGES * 5).containsExactly(trained, within(1e-4f));
        assertThat(furthest(measured, torch(weights, images)))
                .as("without the mask it is another network")
                .isGreaterThan(0.01f);
    }

    /** As after some training: statistics, scales and shifts of the batch norms are not those of the beginning. */
    private static Weights used() {
        var random = new SplittableRandom(3);
        return Weights.of(NETWORK.parameters(), parameter -> {
            float[] values = ExportedTickets.WEIGHTS.values(parameter.name()).clone();
            for (int i = 0; parameter.shape().size() == 1 && i < values.length; i++) {
                values[i] += 0.2f * (float) random.nextDouble();
            }
            return values;
        });
    }

    private static ByteBuffer noise() {
        var random = new SplittableRandom(4);
        var images =
                ByteBuffer.allocateDirect(Float.BYTES * IMAGES * SIDE * SIDE).order(ByteOrder.nativeOrder());
        while (images.hasRemaining()) {
            images.putFloat((float) (2 * random.nextDouble() - 1));
        }
        return images.flip();
    }

    private static float[] stateDict(Path file, ByteBuffer images) {
        try (var read = StateDict.open(file)) {
            var mask = WeightMasks.read(read.tensors(), ExportedTickets.MASK.layout());
            var values = new HashMap<String, float[]>();
            NETWORK.parameters()
                    .forEach(parameter -> values.put(
                            parameter.name(), read.tensor(parameter.name()).toFloats()));
            int at = 0;
            for (var tensor : mask.layout().tensors()) {
                float[] own = values.getOrDefault(tensor.name(), new float[0]);
                for (int i = 0; i < own.length; i++) {
                    own[i] *= mask.keeps(at + i) ? 1 : 0;
                }
                at += tensor.size();
            }
            return torch(Weights.of(NETWORK, values), images);
        }
    }

    private static float[] torch(Weights weights, ByteBuffer images) {
        var engine = TorchEngine.start("cpu", 1).with(ChannelOrder.CHANNELS_FIRST);
        try (var network = new DjlNetwork(NETWORK, weights, engine);
                var scope = network.memory().newSubManager()) {
            return network.evaluate(
                            network.images(images.duplicate().order(ByteOrder.nativeOrder()), SIDE, SIDE, scope))
                    .toFloatArray();
        }
    }

    private static float[] onnxRuntime(byte[] model, ByteBuffer images) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        long[] sides = {IMAGES, 1, SIDE, SIDE};
        var values = images.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (var session = environment.createSession(model, options);
                    var input = OnnxTensor.createTensor(environment, values, sides);
                    var result = session.run(Map.of(OnnxEmitter.INPUT, input))) {
                var logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                var copy = new float[logits.remaining()];
                logits.get(copy);
                return copy;
            }
        }
    }

    private static float furthest(float[] one, float[] other) {
        float furthest = 0;
        for (int i = 0; i < one.length; i++) {
            furthest = Math.max(furthest, Math.abs(one[i] - other[i]));
        }
        return furthest;
    }

    private static float[] withStack(Callable<float[]> work) throws Exception {
        var task = new FutureTask<>(work);
        new Thread(null, task, "onnx", STACK).start();
        return task.get();
    }
}
