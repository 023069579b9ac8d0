package dev.tombola.evaluator.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tombola.evaluator.SecondEngine;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.onnx.OnnxEmitter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** ONNX Runtime, on the processor or a GPU. */
public final class OnnxRuntime implements SecondEngine {
    private static final int BATCH = 250;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final String device;

    /**
     * Chooses the device.
     *
     * @param device {@code cpu}, or {@code gpu0}, …, which needs the build with profile {@code cuda}
     */
    public OnnxRuntime(String device) {
        if (!device.matches("cpu|gpu\\d+")) {
            throw new IllegalArgumentException(device + " is not a device: say cpu, or gpu0, gpu1, …");
        }
        this.device = device;
    }

    @Override
    public String name() {
        return "onnxruntime " + environment.getVersion() + ", " + device;
    }

    @Override
    public Predictions predict(byte[] onnx, ImageSet images) {
        try (var options = options();
                var session = environment.createSession(onnx, options);
                var batches = Batches.inOrder(images, normalisation(session), ChannelOrder.CHANNELS_FIRST, BATCH)) {
            var classes = IntStream.builder();
            while (batches.hasNext()) {
                predict(session, batches.next(), images).forEach(classes::add);
            }
            return Predictions.of(classes.build().toArray());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private IntStream predict(OrtSession session, Batch batch, ImageSet images) throws OrtException {
        var shape = images.shape();
        long[] sides = {batch.size(), shape.channels(), shape.height(), shape.width()};
        try (var input = OnnxTensor.createTensor(environment, batch.values(), sides);
                var result = session.run(Map.of(OnnxEmitter.INPUT, input))) {
            var logits = (OnnxTensor) result.get(0);
            FloatBuffer values = logits.getFloatBuffer();
            return Arrays.stream(Predictions.ofLogits(values, values.remaining() / batch.size())
                    .classes());
        }
    }

    private OrtSession.SessionOptions options() throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0"); // spinning starves the trainers beside it
        if (!device.equals("cpu")) {
            options.addCUDA(Integer.parseInt(device.substring(3)));
        }
        return options;
    }

    private static Normalisation normalisation(OrtSession session) throws OrtException {
        var metadata = session.getMetadata().getCustomMetadata();
        return new Normalisation(numbers(metadata.get("tombola.mean")), numbers(metadata.get("tombola.std")));
    }

    private static List<Double> numbers(@org.jspecify.annotations.Nullable String commaSeparated) {
        if (commaSeparated == null) {
            throw new IllegalArgumentException(
                    "the model does not say how its input is normalised (tombola.mean, .std)");
        }
        return Arrays.stream(commaSeparated.split(",", -1)).map(Double::valueOf).toList();
    }
}
