package dev.tombola.cli.mask;

import dev.tombola.store.mask.MaskFile;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.torch.TorchCheckpoint;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola mask unpack}. */
@Command(name = "unpack", description = "Takes one level's mask out of a mask file, as NAME.weight_mask.")
final class MaskUnpackCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "A mask file, as mask pack and tickets masks write it.")
    private Path file;

    @Option(names = "--level", paramLabel = "K", required = true, description = "Which level.")
    private int level;

    @Option(
            names = "-o",
            paramLabel = "OUT",
            required = true,
            description = "OUT.safetensors, or OUT.pt for a state dict of PyTorch.")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String name = target.getFileName().toString();
        if (!name.endsWith(".safetensors") && !name.endsWith(".pt")) {
            throw new ParameterException(spec.commandLine(), target + " ends neither in .safetensors nor in .pt");
        }
        try (var masks = MaskFile.open(file)) {
            var mask = masks.mask(level);
            if (name.endsWith(".pt")) {
                TorchCheckpoint.write(target, WeightMasks.export(mask));
            } else {
                Safetensors.write(target, WeightMasks.export(mask), Map.of());
            }
            spec.commandLine().getOut().println(MaskSummary.of(mask).table());
        }
    }
}
