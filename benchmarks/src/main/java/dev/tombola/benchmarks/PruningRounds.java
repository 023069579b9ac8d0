package dev.tombola.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.tombola.pruning.GlobalMagnitude;
import dev.tombola.pruning.PrunableWeights;
import dev.tombola.pruning.PruningCount;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.Mask;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.random.Randomness;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

/** The first round on ResNet-50's 23.4 million prunable weights, in memory, beside what the paper's code does. */
final class PruningRounds {
    private static final String NETWORK = "resnet50";
    private static final double RATE = .2;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Peer.Python python;

    PruningRounds(Peer.Python python) {
        this.python = python;
    }

    void measure(int turns) {
        var weights = weights(Networks.named(NETWORK, Map.of(), 3, 10));
        var dense = Mask.dense(weights.layout());
        int removed = PruningCount.removed(dense.kept(), RATE);
        try (var peer = python.start("pruning_round.py", NETWORK, RATE)) {
            var taken = new Turns()
                    .with("ours", () -> {
                        var start = Cost.now();
                        GlobalMagnitude.prune(weights, dense, removed);
                        return Cost.now().since(start, 1);
                    })
                    .with("PyTorch's global_unstructured", peer::turn)
                    .take(turns);
            System.out.printf(
                    "pruning round: %s, %,d weights; PyTorch %s, medians of %d turns%n%s%n",
                    NETWORK, dense.kept(), peer.version(), turns, taken.medians("round"));
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        GlobalMagnitude.prune(weights, dense, removed);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        System.out.printf(
                Locale.ROOT,
                "  ours allocates %.1f MB a round beside %.1f MB of weights%n",
                allocated / 1e6,
                4e-6 * dense.kept());
    }

    private static PrunableWeights weights(Network network) {
        var initialisation = new Initialisation(Randomness.of(1));
        return new PrunableWeights(
                Architectures.layout(network),
                network.prunable().stream()
                        .map(tensor -> initialisation.of(network, tensor))
                        .toList());
    }
}
