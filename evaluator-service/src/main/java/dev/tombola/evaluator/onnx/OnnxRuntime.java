package dev.tombola.evaluator.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tombola.evaluator.SecondEngine;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measured;
import dev.tombola.vision.measure.Measuring;
import dev.tombola.vision.measure.RunningNetwork;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.view.Views;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime, on the processor or a GPU. */
public final class OnnxRuntime implements SecondEngine {
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
    public Measured measure(byte[] onnx, Measure measure, Splits splits, Views views) {
        try (var options = options();
                var session = environment.createSession(onnx, options)) {
            return new Measuring(new Session(session), splits, normalisation(session), views, () -> {}).of(measure);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** A model that is loaded. */
    private record Session(OrtSession session) implements RunningNetwork {
        @Override
        public ChannelOrder layout() {
            return ChannelOrder.CHANNELS_FIRST;
        }

        @Override
        public float[] outputs(Batch batch, Shape image) {
            return run(OnnxEmitter.LOGITS, batch, image);
        }

        @Override
        public float[] features(Batch batch, Shape image) {
            return run(OnnxEmitter.FEATURES, batch, image);
        }

        private float[] run(String output, Batch batch, Shape image) {
            long[] sides = {batch.size(), image.channels(), image.height(), image.width()};
            try (var input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), batch.values(), sides);
                    var result = session.run(Map.of(OnnxEmitter.INPUT, input), Set.of(output))) {
                var values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                var rows = new float[values.remaining()];
                values.get(rows);
                return rows;
            } catch (OrtException e) {
                throw failed(e);
            }
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
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
