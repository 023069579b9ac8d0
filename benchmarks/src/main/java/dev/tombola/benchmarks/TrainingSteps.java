package dev.tombola.benchmarks;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.djl.TorchEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training step beside PyTorch's, and the share of it that its input takes. */
final class TrainingSteps {
    private static final List<Work> WORKS = List.of(
            new Work("cifar-resnet8", 10, 32, 128, 8),
            new Work("cifar-resnet20", 10, 32, 128, 4),
            new Work("small-stem-resnet18", 10, 32, 64, 2),
            new Work("resnet50", 1000, 224, 16, 2));

    private final Peer.Python python;
    private final TorchEngine engine;
    private final List<Work> works;

    /** @param network the only one, or all */
    TrainingSteps(Peer.Python python, String device, @Nullable String network) {
        this.python = python;
        this.works = WORKS.stream()
                .filter(work -> network == null || work.network().equals(network))
                .toList();
        this.engine = TorchEngine.start(device, 1);
    }

    void measure(int turns) {
        for (var work : works) {
            try (var channelsLast = peer(work, "channels_last");
                    var channelsFirst = peer(work, "channels_first");
                    var autocast = peer(work, "channels_last_bfloat16")) {
                var taken = new Turns()
                        .with("ours", () -> work.steps(engine, Recipe.Precision.FLOAT32))
                        .with("ours in bfloat16", () -> work.steps(engine, Recipe.Precision.BFLOAT16))
                        .with("PyTorch channels-last", channelsLast::turn)
                        .with("PyTorch's default layout", channelsFirst::turn)
                        .with("PyTorch channels-last in bfloat16", autocast::turn)
                        .take(turns);
                System.out.printf(
                        "training step: %s; PyTorch %s, medians of %d turns%n%s%n",
                        work, channelsLast.version(), turns, taken.medians("step"));
            }
        }
    }

    void measureInput(int turns) {
        for (var work : works) {
            var taken = new Turns()
                    .with("a step", () -> work.steps(engine, Recipe.Precision.FLOAT32))
                    .with("preparing its batch", () -> work.batches(ChannelOrder.CHANNELS_LAST))
                    .take(turns);
            System.out.printf("input: %s, medians of %d turns%n%s%n", work, turns, taken.medians("step"));
        }
    }

    private Peer peer(Work work, String layout) {
        return python.start(
                "train_step.py", work.network(), work.classes(), work.side(), work.batch(), work.steps(), layout);
    }
}
