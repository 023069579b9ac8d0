package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.training.InitialWeights;
import dev.tombola.vision.djl.training.StoredTensor;
import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measuring;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.view.Views;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * ResNets that others trained on CIFAR-10, with the input normalisation that belongs to them. Every build asks the smallest;
 * {@code -Dpublished.networks=all} asks all, which takes minutes.
 */
class PublishedNetworkTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final Normalisation OWN = new Normalisation(List.of(.485, .456, .406), List.of(.229, .224, .225));

    @ParameterizedTest
    @CsvSource({"20, 9173", "32, 9263", "56, 9339"})
    void scoresWhatItsMakersSayOnBothEngines(int depth, int correct, @TempDir Path folder) throws Exception {
        // Given
        assumeTrue(depth == 20 || "all".equals(System.getProperty("published.networks")), "-Dpublished.networks=all");
        var network = Networks.named("cifar-resnet" + depth, Map.of(), 3, 10);
        var weights = weights(network, TestFolders.data("models/cifar10-resnet%d.safetensors".formatted(depth)));
        CifarSheets.unpack(folder);
        var images =
                new DataFolder(DataSets.named("cifar10"), folder).readPartial().test();

        // When
        var trained = predictedByDjl(network, weights, images);
        var logits = logitsOfOnnxRuntime(network, weights, images);
        var evaluated = Predictions.ofLogits(FloatBuffer.wrap(logits), 10);

        // Then
        assertThat(trained.top1(images.labels()).correct()).isEqualTo(correct);
        assertThat(evaluated.top1(images.labels()).value()).isCloseTo(correct / 10_000.0, within(1e-4));
        assertSameButForTies(trained, evaluated, logits);
    }

    private static Weights weights(Network network, Path file) {
        try (var tensors = Safetensors.open(file)) {
            var stored = tensors.tensors().stream()
                    .collect(Collectors.toMap(
                            TensorView::name, tensor -> new StoredTensor(tensor.shape(), tensor::toFloats)));
            var initial = InitialWeights.assemble(network, stored, List.of(), null, 1);
            assertThat(initial.fresh()).isEmpty();
            return initial.weights();
        }
    }

    private static Predictions predictedByDjl(Network network, Weights weights, ImageSet images) {
        try (var loaded = new DjlNetwork(network, weights, ENGINE)) {
            var splits = new Splits(images, images, images);
            return new Measuring(loaded, splits, OWN, Views.SIMCLR, () -> {})
                    .of(Measure.TOP_1)
                    .predictions();
        }
    }

    private static float[] logitsOfOnnxRuntime(Network network, Weights weights, ImageSet images)
            throws OrtException, IOException {
        var model = OnnxEmitter.emit(network, weights, 32, 32, OWN);
        var all = FloatBuffer.allocate(images.size() * 10);
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions();
                var batches = Batches.inOrder(images, OWN, ChannelOrder.CHANNELS_FIRST, 250)) {
            options.setIntraOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            try (var session = environment.createSession(model, options)) {
                while (batches.hasNext()) {
                    var batch = batches.next();
                    long[] shape = {batch.size(), 3, 32, 32};
                    try (var input = OnnxTensor.createTensor(environment, batch.values(), shape);
                            var result = session.run(Map.of(OnnxEmitter.INPUT, input))) {
                        all.put(((OnnxTensor) result.get(0)).getFloatBuffer());
                    }
                }
            }
        }
        return all.array();
    }

    private static void assertSameButForTies(Predictions one, Predictions other, float[] logits) {
        for (int i = 0; i < one.images(); i++) {
            assertThat(logits[i * 10 + one.classes()[i]]).isCloseTo(logits[i * 10 + other.classes()[i]], within(1e-4f));
        }
    }
}
