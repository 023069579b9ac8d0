package dev.tombola.cli.mask;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola mask compare}. */
@Command(
        name = "compare",
        description = {
            "Says how alike masks of one network are, and where each of them prunes.",
            "The similarity of masks is what all keep, of what any keeps. Chance is what it would be if each had as many"
                    + " weights somewhere in the part; chance by layer, as many in each layer. A pruned filter makes an"
                    + " output channel of which no weight is kept."
        })
final class MaskCompareCommand implements Runnable {
    @Parameters(
            arity = "2..*",
            paramLabel = "FILE",
            description =
                    "Mask files, as mask pack and tickets masks write them, which are compared level by level; or single"
                            + " masks: NAME.weight_mask as safetensors or a state dict of PyTorch.")
    private List<Path> files = List.of();

    @Mixin
    private ComparisonOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var known = new HashSet<Path>();
        for (var file : files) {
            if (!known.add(file.toAbsolutePath().normalize())) {
                throw new ParameterException(spec.commandLine(), file + " is there twice");
            }
        }
        var chains = new ArrayList<MaskFileChain>();
        try {
            var names = MaskFileChain.names(files);
            for (int i = 0; i < files.size(); i++) {
                chains.add(MaskFileChain.open(names.get(i), files.get(i)));
            }
            options.compare(chains, spec);
        } finally {
            chains.forEach(MaskFileChain::close);
        }
    }
}
