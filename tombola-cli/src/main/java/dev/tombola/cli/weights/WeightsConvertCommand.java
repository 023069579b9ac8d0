package dev.tombola.cli.weights;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.torch.StateDict;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.vision.data.Normalisation;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola weights convert}. */
@Command(
        name = "convert",
        description = {
            "Writes a network's tensors, bit for bit and in their types, under the network's own names.",
            "What of the file is left out is said."
        })
final class WeightsConvertCommand implements Runnable {
    private static final int LISTED = 5;

    @Parameters(index = "0", paramLabel = "FILE", description = "Safetensors, or what torch.save wrote.")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "OUT.safetensors, or OUT.pt for a state dict of PyTorch.")
    private Path target;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "Which network of a file with several; see weights show.")
    private @Nullable String part;

    @ArgGroup(exclusive = false)
    private @Nullable Normalised normalised;

    @Spec
    private CommandSpec spec;

    /** How the network's input is prepared, where that is not what its data set is known for. */
    private static final class Normalised {
        @Option(
                names = "--mean",
                paramLabel = "M",
                split = ",",
                required = true,
                description = "What the network was trained with; goes into OUT.safetensors, and runs use it.")
        private List<Double> mean;

        @Option(names = "--std", paramLabel = "S", split = ",", required = true, description = "See --mean.")
        private List<Double> std;
    }

    @Override
    public void run() {
        if (target.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
            throw new CommandFailedException(target + " is what is read: name another file");
        }
        try (var weights = StateDict.open(file, part)) {
            write(weights, target.getFileName().toString());
            spec.commandLine().getOut().printf("%s: %s%n", target, weights.origin(LISTED));
        }
    }

    private void write(StateDict weights, String name) {
        if (name.endsWith(".safetensors")) {
            var metadata = new TreeMap<>(weights.metadata());
            if (normalised != null) {
                // Refuses what no image can be prepared with.
                var normalisation = new Normalisation(normalised.mean, normalised.std);
                metadata.put("mean", commaSeparated(normalisation.mean()));
                metadata.put("std", commaSeparated(normalisation.std()));
            }
            Safetensors.write(target, weights.tensors(), metadata);
        } else if (name.endsWith(".pt") && normalised == null) {
            TorchCheckpoint.write(target, weights.tensors());
        } else {
            throw new ParameterException(
                    spec.commandLine(),
                    normalised == null
                            ? target + " ends neither in .safetensors nor in .pt"
                            : "--mean: only a file that ends in .safetensors keeps it");
        }
    }

    private static String commaSeparated(List<Double> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }
}
