package dev.tombola.cli.mask;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.pruning.GlobalMagnitude;
import dev.tombola.pruning.PrunableWeights;
import dev.tombola.pruning.PruningCount;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.torch.StateDict;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Global magnitude pruning of a file of weights, by the pruner's own criterion (paper 1.3). */
final class PruneWeights {
    private static final int LISTED = 5;

    private final double rate;
    private final int rounds;

    /**
     * What became of a file.
     *
     * @param origin of the weights, and what of the file was left out, in one line
     */
    record Pruned(Mask mask, String origin) {}

    PruneWeights(double rate, int rounds) {
        this.rate = rate;
        this.rounds = rounds;
    }

    /**
     * Draws the mask and writes it as {@code NAME.weight_mask}.
     *
     * @param part which of the file's networks; null for the usual one
     * @param network whose layers are pruned; null for every convolution but the stem
     * @param before the mask to go on from; null for the dense one
     */
    Pruned prune(Path weights, @Nullable String part, @Nullable String network, @Nullable Path before, Path target) {
        if (target.toAbsolutePath().normalize().equals(weights.toAbsolutePath().normalize())) {
            throw new CommandFailedException(target + " holds the weights: name another file for the mask");
        }
        try (var file = StateDict.open(weights, part)) {
            var layout = network == null ? Layouts.convolutions(file) : Layouts.network(file, network);
            var mask = before == null ? Mask.dense(layout) : read(before, layout);
            int kept = PruningCount.kept(mask.kept(), rate, rounds);
            var pruned = GlobalMagnitude.prune(PrunableWeights.of(layout, file::tensor), mask, mask.kept() - kept);
            Safetensors.write(target, WeightMasks.export(pruned), Map.of());
            return new Pruned(pruned, file.origin(LISTED));
        }
    }

    private static Mask read(Path file, MaskLayout layout) {
        try (var masks = StateDict.open(file)) {
            return WeightMasks.read(masks.tensors(), layout);
        }
    }
}
