package dev.tombola.benchmarks;

import dev.tombola.evaluator.onnx.OnnxRuntime;
import dev.tombola.pruning.PruningCount;
import dev.tombola.pruning.RandomPruning;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.Mask;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.util.HashMap;
import java.util.List;

/**
 * What a ticket's zeros are worth in ONNX Runtime: the same network dense and with the masks of several levels. Which weights are
 * zero makes no difference to a dense kernel, so the masks are random ones.
 */
final class SpeedCard {
    private static final List<Work> WORKS =
            List.of(new Work("cifar-resnet20", 10, 32, 250, 4), new Work("small-stem-resnet18", 10, 32, 250, 1));
    private static final List<Integer> LEVELS = List.of(4, 10, 18);

    private final OnnxRuntime runtime;

    SpeedCard(String device) {
        this.runtime = new OnnxRuntime(device);
    }

    void measure(int turns) {
        for (var work : WORKS) {
            var network = work.built();
            var weights = new Initialisation(Randomness.of(1)).of(network);
            var images = work.images(work.batch() * work.steps());
            var ways = new Turns();
            add(ways, "dense", model(work, network, weights), work, images);
            for (int level : LEVELS) {
                var mask = mask(network, level);
                add(
                        ways,
                        "%.1f %% zeros".formatted(100 * mask.sparsity().fraction()),
                        model(work, network, masked(weights, mask)),
                        work,
                        images);
            }
            System.out.printf(
                    "speed card: %s; %s, medians of %d turns%n%s%n",
                    work, runtime.name(), turns, ways.take(turns).medians("batch"));
        }
    }

    private void add(Turns ways, String name, byte[] model, Work work, ImageSet images) {
        ways.with(name, () -> {
            var start = Cost.now();
            runtime.measure(model, Measure.TOP_1, new Splits(images, images, images), Views.SIMCLR);
            return Cost.now().since(start, work.steps());
        });
    }

    private static byte[] model(Work work, Network network, Weights weights) {
        return OnnxEmitter.emit(network, weights, work.side(), work.side(), Work.NORMALISATION);
    }

    private static Mask mask(Network network, int level) {
        var layout = Architectures.layout(network);
        return RandomPruning.keeping(layout, PruningCount.kept(layout.size(), .2, level), 1);
    }

    private static Weights masked(Weights weights, Mask mask) {
        var zeroed = new HashMap<String, float[]>();
        int begin = 0;
        for (var tensor : mask.layout().tensors()) {
            float[] values = weights.values(tensor.name()).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = mask.keeps(begin + i) ? values[i] : 0;
            }
            zeroed.put(tensor.name(), values);
            begin += values.length;
        }
        return Weights.of(
                weights.parameters(),
                parameter -> zeroed.getOrDefault(parameter.name(), weights.values(parameter.name())));
    }
}
