package dev.tombola.benchmarks;

import dev.tombola.ticket.search.Objective;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.search.TestMetric;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of simCLR and of MoCo, its views included, beside PyTorch's without any and with torchvision's. */
final class SelfSupervisedSteps {
    private static final int QUEUE = 4096;
    private static final Work WORK = new Work("cifar-resnet8", 10, 32, 256, 4);

    private final Peer.Python python;
    private final TorchEngine engine;
    private final @Nullable Path cifar10;

    /** @param cifar10 for torchvision's views, which need images; none leaves these out */
    SelfSupervisedSteps(Peer.Python python, String device, @Nullable Path cifar10) {
        this.python = python;
        this.engine = TorchEngine.start(device, 1);
        this.cifar10 = cifar10;
    }

    void measure(int turns) {
        for (var name : Objective.Name.values()) {
            var method = name == Objective.Name.MOCO ? "moco" : "simclr";
            var assignment = assignment(name);
            try (var constant = peer(method);
                    var loading = cifar10 == null ? null : peer(method, "--loader", cifar10)) {
                var ways = new Turns()
                        .with("ours", () -> Work.steps(engine, assignment))
                        .with("its views alone", () -> views(assignment))
                        .with("PyTorch channels-last without views", constant::turn);
                if (loading != null) {
                    ways.with("PyTorch channels-last with torchvision's", loading::turn);
                }
                System.out.printf(
                        "%s step: %s; PyTorch %s, medians of %d turns%n%s%n",
                        method,
                        WORK,
                        constant.version(),
                        turns,
                        ways.take(turns).medians("step"));
            }
        }
    }

    private Peer peer(String method, Object... more) {
        var arguments = new java.util.ArrayList<Object>(
                List.of(method, "--batch", WORK.batch(), "--steps", WORK.steps(), "--queue", QUEUE));
        arguments.addAll(List.of(more));
        return python.start("self_supervised_step.py", arguments.toArray());
    }

    /** Of preparing one batch, and nothing else. */
    private static Cost views(Assignment assignment) {
        var epochs = new Epochs(WORK.batch(), true, Augmentation.NONE, Randomness.of(1));
        try (var batches = Batches.views(
                assignment.splits().train(),
                assignment.normalisation(),
                ChannelOrder.CHANNELS_LAST,
                assignment.views(),
                epochs,
                0)) {
            batches.next();
            var start = Cost.now();
            for (int i = 0; i < 20; i++) {
                batches.next();
            }
            return Cost.now().since(start, 20);
        }
    }

    private static Assignment assignment(Objective.Name name) {
        boolean moco = name == Objective.Name.MOCO;
        var usual = Objective.of(name);
        var network = WORK.built().projecting(0, 128);
        var recipe = new Recipe(
                Recipe.Optimizer.SGD,
                0.01,
                0.9,
                1e-4,
                WORK.batch(),
                null,
                WORK.steps() + 1,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.ONCE,
                true,
                null,
                null,
                null,
                new Objective(
                        name,
                        usual.temperature(),
                        null,
                        moco ? QUEUE : null,
                        null,
                        usual.normGroups(),
                        null,
                        usual.dimensions(),
                        usual.views()),
                TestMetric.RETRIEVAL_TOP_1,
                null,
                null);
        var test = WORK.images(10);
        return new Assignment(
                network,
                new Initialisation(Randomness.of(1)).of(network),
                null,
                recipe,
                new Splits(WORK.images((WORK.steps() + 2) * WORK.batch()), test, test),
                Augmentation.NONE,
                Work.NORMALISATION,
                1,
                List.of(),
                moco ? Views.MOCO : Views.SIMCLR,
                List.of(Measure.RETRIEVAL_TOP_1),
                null);
    }
}
