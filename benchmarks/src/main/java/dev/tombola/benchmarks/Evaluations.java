package dev.tombola.benchmarks;

import dev.tombola.evaluator.onnx.OnnxRuntime;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.util.List;

/** Predictions by ONNX Runtime, as the evaluator makes them, beside PyTorch's. Ours decodes and normalises its images too. */
final class Evaluations {
    private static final List<Work> WORKS = List.of(
            new Work("cifar-resnet20", 10, 32, 250, 4),
            new Work("small-stem-resnet18", 10, 32, 250, 1),
            new Work("resnet50", 1000, 224, 50, 1));

    private final Peer.Python python;
    private final OnnxRuntime runtime;

    Evaluations(Peer.Python python, String device) {
        this.python = python;
        this.runtime = new OnnxRuntime(device);
    }

    void measure(int turns) {
        for (var work : WORKS) {
            try (var channelsLast = peer(work, "channels_last");
                    var channelsFirst = peer(work, "channels_first")) {
                var network = work.built();
                var model = OnnxEmitter.emit(
                        network,
                        new Initialisation(Randomness.of(1)).of(network),
                        work.side(),
                        work.side(),
                        Work.NORMALISATION);
                var images = work.images(work.batch() * work.steps());
                var taken = new Turns()
                        .with("ours", () -> {
                            var start = Cost.now();
                            runtime.measure(model, Measure.TOP_1, new Splits(images, images, images), Views.SIMCLR);
                            return Cost.now().since(start, work.steps());
                        })
                        .with("PyTorch channels-last", channelsLast::turn)
                        .with("PyTorch's default layout", channelsFirst::turn)
                        .take(turns);
                System.out.printf(
                        "evaluation: %s; %s, PyTorch %s, medians of %d turns%n%s%n",
                        work, runtime.name(), channelsLast.version(), turns, taken.medians("batch"));
            }
        }
    }

    private Peer peer(Work work, String layout) {
        return python.start(
                "evaluation.py", work.network(), work.classes(), work.side(), work.batch(), work.steps(), layout);
    }
}
