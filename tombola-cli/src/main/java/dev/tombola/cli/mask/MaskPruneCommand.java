package dev.tombola.cli.mask;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola mask prune}. */
@Command(
        name = "prune",
        description = {
            "Prunes the smallest magnitudes of a file of weights and writes the mask as NAME.weight_mask.",
            "What of the file is left out is said."
        })
final class MaskPruneCommand implements Runnable {
    private static final int MOST_ROUNDS = 100;

    @Parameters(paramLabel = "FILE", description = "Weights: safetensors, or .pt, .pth, .pth.tar, .th of torch.save.")
    private Path weights;

    @Option(
            names = "--rate",
            defaultValue = "0.2",
            description = "The fraction of the remaining weights that a round removes (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1", description = "How often (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--layers",
            paramLabel = "NETWORK",
            description = "Prune what a search would prune of this network, in its order; else every convolution but"
                    + " conv1, by name.")
    private @Nullable String network;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "Which network of a file with several; see weights show.")
    private @Nullable String part;

    @Option(names = "--mask", paramLabel = "MASK", description = "Go on from this mask, in any of these forms.")
    private @Nullable Path before;

    @Option(names = "-o", paramLabel = "OUT", required = true, description = "Where the mask goes.")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (!(rate > 0 && rate < 1)) {
            throw new ParameterException(spec.commandLine(), "--rate: " + rate + " is not in (0, 1)");
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds: %d is not in [1, %d]".formatted(rounds, MOST_ROUNDS));
        }
        var pruned = new PruneWeights(rate, rounds).prune(weights, part, network, before, target);
        var out = spec.commandLine().getOut();
        out.println(MaskSummary.of(pruned.mask()).table());
        out.println(weights + ": " + pruned.origin());
    }
}
