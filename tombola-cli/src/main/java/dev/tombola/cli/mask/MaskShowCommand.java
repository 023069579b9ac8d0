package dev.tombola.cli.mask;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.WeightMasks;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola mask show}. */
@Command(name = "show", description = "Says how many weights a mask keeps, layer by layer.")
final class MaskShowCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "A safetensors file with tensors NAME.weight_mask of 0 and 1.")
    private Path file;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (var masks = Safetensors.open(file)) {
            var summary = MaskSummary.of(WeightMasks.read(masks, Layouts.masks(masks)));
            spec.commandLine().getOut().println(json ? Json.writePretty(summary) : summary.table());
        }
    }
}
