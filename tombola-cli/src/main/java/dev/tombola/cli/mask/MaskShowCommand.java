package dev.tombola.cli.mask;

import dev.tombola.store.mask.MaskFile;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.torch.StateDict;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola mask show}. */
@Command(
        name = "show",
        description = "Says how many weights a mask keeps, layer by layer; of a mask file, level by level.")
final class MaskShowCommand implements Runnable {
    @Parameters(
            paramLabel = "FILE",
            description =
                    "Tensors NAME.weight_mask of 0 and 1, as safetensors or a state dict of PyTorch; or a mask file.")
    private Path file;

    @Option(names = "--level", paramLabel = "K", description = "Of a mask file: this level, layer by layer.")
    private @Nullable Integer level;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (!MaskFile.looksLike(file)) {
            if (level != null) {
                throw new ParameterException(spec.commandLine(), "--level: " + file + " is no mask file");
            }
            try (var masks = StateDict.open(file)) {
                show(WeightMasks.read(masks.tensors(), Layouts.masks(masks.tensors())));
            }
            return;
        }
        try (var chain = MaskFile.open(file)) {
            if (level != null) {
                show(chain.mask(level));
            } else {
                var summary = ChainSummary.of(chain);
                spec.commandLine().getOut().println(json ? Json.writePretty(summary) : summary.table());
            }
        }
    }

    private void show(Mask mask) {
        var summary = MaskSummary.of(mask);
        spec.commandLine().getOut().println(json ? Json.writePretty(summary) : summary.table());
    }
}
