package dev.tombola.cli.mask;

import dev.tombola.store.mask.MaskFile;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola mask pack}. */
@Command(
        name = "pack",
        description =
                "Puts the masks of a chain into one small file (docs/mask-file.md); each has to be part of the one before.")
final class MaskPackCommand implements Runnable {
    @Parameters(
            arity = "1..*",
            paramLabel = "LEVEL=MASK",
            description =
                    "A level, from 1 to 255, and its mask: NAME.weight_mask as safetensors or a state dict of PyTorch.")
    private Map<Integer, Path> files = new TreeMap<>();

    @Option(
            names = "--layers",
            paramLabel = "NETWORK",
            description =
                    "Put the tensors into this network's order, as searches do; else into that of the first file.")
    private @Nullable String network;

    @Option(names = "-o", paramLabel = "OUT", required = true, description = "Where they go.")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var masks = new TreeMap<Integer, Mask>();
        new TreeMap<>(files).forEach((level, file) -> masks.put(level, read(file, masks)));
        MaskFile.write(target, masks);
        try (var written = MaskFile.open(target)) {
            spec.commandLine().getOut().println(ChainSummary.of(written).table());
        }
    }

    private Mask read(Path file, SortedMap<Integer, Mask> before) {
        return new WeightMaskFile(file)
                .read(
                        before.isEmpty()
                                ? this::layout
                                : _ -> before.values().iterator().next().layout());
    }

    private MaskLayout layout(List<TensorView> masks) {
        var layout = Layouts.masks(masks);
        return network == null ? layout : Layouts.inOrderOf(network, layout);
    }
}
